import type { ConnectionChange, SsoConnection } from "../app/api-types.ts";
import { LeaveGuard } from "../app/leave-guard.tsx";
import { Refused } from "../app/refused.tsx";
import { refusedFields } from "../app/trouble.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { useToast } from "../parts/toast.tsx";
import { connectionAddress } from "./address.ts";
import { Crumb } from "./crumb.tsx";
import { SetUpSteps } from "./set-up-steps.tsx";
import { DetailsFields } from "./details-fields.tsx";
import { useDetails, type Details } from "./details.ts";
import { GuideSteps } from "./guide-steps.tsx";
import { guessGuide } from "./guides.ts";
import { connectText } from "./connect-strings.ts";
import { stateText } from "./state-strings.ts";
import { useHome, useTestConnection } from "./use-connections.ts";
import { useLeaving } from "./use-leaving.tsx";
import { useChangeConnection } from "./use-sso.ts";

/** A connection's own details, beside what is copied over to its provider. */
export function EditPage({ connection }: { connection: SsoConnection }) {
  const { name, kind, status, tested } = connection;
  const details = useDetails(kind, connection);
  const toast = useToast();
  const announce = useAnnounce();
  const change = useChangeConnection(connection.id, () => {
    details.settle();
    toast({ title: connectText.saved });
  });
  const test = useTestConnection(connection.id);
  const { asking, ask } = useLeaving(details);
  const home = connectionAddress(useHome(), connection);
  const submit = () => {
    if (details.passes()) change.mutate(changeOf(details));
    else announce(connectText.missing);
  };
  return (
    <Page title={connectText.detailsTitle(name)} lead={connectText.editLead} tab={name} before={<Crumb />}>
      {status === "draft" && <SetUpSteps now={tested ? 3 : 2} />}
      <div className="m-card m-card-pad">
        <p className="m-crumb">
          <Badge>{stateText.kind[kind]}</Badge>
        </p>
        <GuideSteps guide={guessGuide(connection)} kind={kind} connection={connection}>
          <Form
            className="m-stack"
            onSubmit={submit}
            refusal={details.missing.size > 0 ? details.missing : change.error}
          >
            {refusedFields(change.error).size === 0 && <Refused error={change.error} />}
            <DetailsFields details={details} error={change.error} />
            <Refused error={test.error} />
            <div className="m-cluster">
              <Button type="submit" busy={change.isPending && connectText.saving}>
                {connectText.saveChange}
              </Button>
              <Button
                tone="primary"
                busy={(test.isPending || test.isSuccess) && stateText.testing}
                onClick={() => ask(() => test.mutate())}
              >
                {connectText.testNow}
              </Button>
            </div>
          </Form>
        </GuideSteps>
      </div>
      {asking}
      {details.isChanged && <LeaveGuard home={`${home}/edit`} lead={connectText.unsaved} onLeave={details.discard} />}
    </Page>
  );
}

function changeOf(details: Details): ConnectionChange {
  if (details.keeps) return { name: details.name() };
  const { kind: _, ...given } = details.whole();
  return given;
}
