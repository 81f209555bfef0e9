import type { ReactNode } from "react";
import type { SsoConnection } from "../app/api-types.ts";
import { useMay } from "../app/organization-gate.tsx";
import { Refused } from "../app/refused.tsx";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Change } from "../parts/changes.tsx";
import { Section } from "../parts/page.tsx";
import { connectionAddress } from "./address.ts";
import { stateText } from "./state-strings.ts";
import { listDifferences } from "./differences.ts";
import { useHome, useTestConnection } from "./use-connections.ts";
import { waitingText } from "./waiting-strings.ts";

/** A change of what is trusted that waits for its test: what it is, and how it goes on. */
export function WaitingChange({ connection }: { connection: SsoConnection }) {
  const test = useTestConnection(connection.id);
  const may = useMay("manage-sso");
  const at = connectionAddress(useHome(), connection);
  const differences = listDifferences(connection);
  return (
    <>
      <Banner
        tone="info"
        icon="clock"
        title={waitingText.title}
        actions={
          may && (
            <>
              <Button
                size="sm"
                tone="primary"
                busy={(test.isPending || test.isSuccess) && stateText.testing}
                onClick={() => test.mutate()}
              >
                {waitingText.test}
              </Button>
              <ButtonLink href={`${at}/discard`} size="sm" tone="ghost" opensDialog>
                {waitingText.discard}
              </ButtonLink>
            </>
          )
        }
      >
        {waitingText.text}
      </Banner>
      <Refused error={test.error} />
      <Section title={waitingText.what(connection.name)} headingId="waiting">
        {differences.length === 0 ? (
          <p className="m-small m-muted">{waitingText.nothingElse}</p>
        ) : (
          <ul className="m-changes">
            {differences.map(({ title, from, to, note }) => (
              <Change key={title} title={title} from={ltr(from)} to={ltr(to)} {...(note !== undefined && { note })} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

const ltr = (text: string): ReactNode => <span className="m-ltr">{text}</span>;
