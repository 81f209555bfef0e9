import type { ReactNode } from "react";
import type { SsoConnection } from "../app/api-types.ts";
import { Card } from "../parts/card.tsx";
import { Copies } from "../parts/copies.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { factsOf } from "./facts-table.ts";
import { copiesOf, guideOf, type GuideName, type Protocol } from "./guides.ts";
import { connectText } from "./connect-strings.ts";
import "../authenticators/enrol.css";
import "./stack.css";

interface GuideStepsProps {
  guide: GuideName;
  kind: Protocol;
  /** Once there is one, its addresses are known. */
  connection: SsoConnection | null;
  /** The form for the provider's details. */
  children: ReactNode;
}

/** What to do at the provider and here, in order. */
export function GuideSteps({ guide, kind, connection, children }: GuideStepsProps) {
  const { make, details } = guideOf(guide, kind);
  const copy = connection !== null && (
    <>
      <Step title={connectText.copyOver}>
        <p>{connectText.copyOverText}</p>
        <Copies items={copiesOf(guide, connection)} />
      </Step>
      <Step title={connectText.send}>
        <FactsToSend guide={guide} kind={kind} />
      </Step>
    </>
  );
  return (
    <ol className="m-steps">
      {connection === null && (
        <Step title={connectText.makeThere}>
          <p>{make}</p>
          <p>
            <Sentence
              text={connectText.placeholder}
              slots={{ address: <span className="m-mono m-ltr">{location.origin}</span> }}
            />
          </p>
        </Step>
      )}
      {copy}
      <Step title={connectText.giveDetails}>
        <p>{details}</p>
        {children}
      </Step>
    </ol>
  );
}

function FactsToSend({ guide, kind }: Pick<GuideStepsProps, "guide" | "kind">) {
  const { facts, note } = factsOf(guide, kind);
  const [there, value] = connectText.sendColumns;
  return (
    <>
      <Card>
        <Table caption={connectText.send} columns={[there, value]}>
          {facts.map((fact) => (
            <tr key={fact.name} role="row">
              <th role="rowheader" scope="row">
                <span className="m-mono m-ltr">{fact.name}</span>
              </th>
              <Cell label={value}>
                <span className="m-as-is">{fact.value}</span>
                {fact.hint !== undefined && <CellSub>{fact.hint}</CellSub>}
              </Cell>
            </tr>
          ))}
        </Table>
      </Card>
      {note !== undefined && <p className="m-small m-muted">{note}</p>}
    </>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="m-step">
      <div className="m-stack">
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}
