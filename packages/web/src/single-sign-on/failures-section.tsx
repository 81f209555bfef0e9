import type { SsoConnection } from "../app/api-types.ts";
import { QueryView } from "../app/query-view.tsx";
import { Card } from "../parts/card.tsx";
import { Ago } from "../parts/clock.tsx";
import { Section } from "../parts/page.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { checkWords } from "./check-words.ts";
import { failuresText } from "./link-strings.ts";
import { useTraces } from "./use-sso.ts";

/** The last sign-ins that failed at the provider's answer. */
export function FailuresSection({ connection, isOneOfMany }: { connection: SsoConnection; isOneOfMany: boolean }) {
  const traces = useTraces(connection.id);
  return (
    <Section title={isOneOfMany ? failuresText.titleOf(connection.name) : failuresText.title} lead={failuresText.lead}>
      <Card>
        <QueryView query={traces} failed={failuresText.loadFailed}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="m-pad m-muted">{failuresText.none}</p>
            ) : (
              <Table
                caption={failuresText.caption(connection.name)}
                columns={[failuresText.what, failuresText.reference, failuresText.when]}
              >
                {items.map(({ id, at, reason, checks }) => {
                  const failed = checks.find(({ passed }) => !passed);
                  return (
                    <tr key={id} role="row">
                      <th role="rowheader" scope="row">
                        {failuresText.failed(checkWords(reason))}
                        {failed !== undefined && (
                          <CellSub>
                            {failuresText.seen(failed.seen)} {failed.fix}
                          </CellSub>
                        )}
                      </th>
                      <Cell label={failuresText.reference}>
                        <span className="m-mono m-ltr m-as-is">{id}</span>
                      </Cell>
                      <Cell label={failuresText.when}>
                        <Ago at={at} />
                      </Cell>
                    </tr>
                  );
                })}
              </Table>
            )
          }
        </QueryView>
      </Card>
    </Section>
  );
}
