import type { SsoConnection } from "../app/api-types.ts";
import { Ago } from "../parts/clock.tsx";
import { plural } from "../parts/format.ts";
import { Link } from "../parts/link.tsx";
import { Sentence } from "../parts/sentence.tsx";
import "../parts/facts.css";
import { connectionAddress } from "./address.ts";
import { CertificateFact } from "./certificate-fact.tsx";
import { isMany } from "./many.ts";
import { stateText } from "./state-strings.ts";
import { connectionText } from "./strings.ts";
import { useHome } from "./use-connections.ts";
import "./stack.css";

/** What a connection knows of itself. */
export function ConnectionFacts({ connection }: { connection: SsoConnection }) {
  const { lastSignInAt, lastFailure, recentPeople, trustSecondFactor } = connection;
  return (
    <dl className="m-facts m-facts-gap">
      <dt>{stateText.lastSignIn}</dt>
      <dd className="m-capital">
        {lastSignInAt === null ? (
          stateText.never
        ) : (
          <>
            <Ago at={lastSignInAt} />.{" "}
            {isMany(recentPeople) ? connectionText.manyPeople : plural(recentPeople, connectionText.people)}
          </>
        )}
      </dd>
      <LastTest connection={connection} />
      {lastFailure !== null && (
        <>
          <dt>{connectionText.lastFailure}</dt>
          <dd className="m-capital">
            <Ago at={lastFailure.at} />. {lastFailure.text}
          </dd>
        </>
      )}
      <CertificateFact connection={connection} />
      <dt>{connectionText.secondFactor}</dt>
      <dd>{connectionText.trust[trustSecondFactor]}</dd>
    </dl>
  );
}

function LastTest({ connection }: { connection: SsoConnection }) {
  const at = connectionAddress(useHome(), connection);
  const { lastTest } = connection;
  if (lastTest === null) return null;
  const text = lastTest.passed ? connectionText.testPassed : connectionText.testFailed;
  return (
    <>
      <dt>{connectionText.lastTest}</dt>
      <dd>
        <Sentence text={text} slots={{ ago: <Ago at={lastTest.at} /> }} />
        {lastTest.by !== null && <bdi>{connectionText.testBy(lastTest.by)}</bdi>}.{" "}
        <Link href={`${at}/tests/${lastTest.id}`}>{connectionText.testResult}</Link>
      </dd>
    </>
  );
}
