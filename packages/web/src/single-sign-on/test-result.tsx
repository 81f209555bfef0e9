import type { ConnectionCheck, ConnectionTest } from "../app/api-types.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/clock.tsx";
import { dayAndTime, exact, list, plural } from "../parts/format.ts";
import { Section } from "../parts/page.tsx";
import { Card } from "../parts/card.tsx";
import { roleText } from "../members/strings.ts";
import "../parts/facts.css";
import { checkWords } from "./check-words.ts";
import { testText } from "./test-strings.ts";
import "./stack.css";

interface TestResultProps {
  test: ConnectionTest;
  /** Names of workspaces, where they are known. */
  workspaceName?: (id: string) => string;
}

/** What a test showed: each check, and who they would have been. */
export function TestResult({ test, workspaceName = (id) => id }: TestResultProps) {
  const { checks, wouldBe, attributes } = test;
  const sent = Object.entries(attributes);
  return (
    <>
      {checks.length > 0 && (
        <Section title={testText.checks} lead={<Summary test={test} />}>
          <Card>
            <Checks checks={checks} />
          </Card>
        </Section>
      )}
      {wouldBe !== null && (
        <Section title={testText.who}>
          <Card>
            <Who test={test} wouldBe={wouldBe} workspaceName={workspaceName} />
          </Card>
        </Section>
      )}
      {test.subject !== null && (
        <Section title={testText.sent}>
          <Card>
            {sent.length === 0 ? (
              <p className="m-pad m-muted">{testText.nothingSent}</p>
            ) : (
              <dl className="m-facts m-pad">
                {sent.map(([name, values]) => (
                  <Fact key={name} term={name} value={list(values)} />
                ))}
              </dl>
            )}
          </Card>
        </Section>
      )}
    </>
  );
}

/** How many passed, when, and as whom. */
function Summary({ test: { checks, finishedAt, address, subject } }: { test: ConnectionTest }) {
  const now = useNow(60_000);
  const failed = checks.filter(({ passed }) => !passed).length;
  const who = address ?? subject;
  return (
    <>
      {failed === 0 ? plural(checks.length, testText.allPassed) : testText.someFailed(failed, checks.length)}{" "}
      {finishedAt !== null &&
        (who === null ? testText.at : testText.asWhom(who)).replace("{time}", dayAndTime(finishedAt, now))}
    </>
  );
}

// As the server says it where there was nothing to see.
const nothing = "nothing";
const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** With its times as a person writes them; their seconds count where clocks differ. */
function inWords(text: string): string {
  return text.replaceAll(instants, (at) => exact(at, "local"));
}

export function Checks({ checks }: { checks: ConnectionCheck[] }) {
  return (
    <ul className="m-checked">
      {checks.map((check, place) => (
        <Checked key={place} check={check} />
      ))}
    </ul>
  );
}

const outcomes = {
  passed: { icon: "check-circle", tone: "success", word: testText.passed, className: "m-small m-muted" },
  look: { icon: "alert", tone: "warning", word: testText.lookAt, className: "m-small m-text-warning" },
  failed: { icon: "error", tone: "danger", word: testText.failed, className: "m-small m-text-danger" },
} as const;

// What passed may still be worth a look: then it says what to do, too.
function outcomeOf({ passed, fix }: ConnectionCheck) {
  if (!passed) return outcomes.failed;
  return fix === null ? outcomes.passed : outcomes.look;
}

function Checked({ check }: { check: ConnectionCheck }) {
  const { name, passed, expected, seen, fix } = check;
  const { icon, tone, word, className } = outcomeOf(check);
  const isPlain = passed && fix === null;
  return (
    <li className={passed ? "" : "is-bad"}>
      <Icon name={icon} tone={tone} />
      <div>
        {checkWords(name)}
        {isPlain && seen !== nothing && <span className="m-checked-sub">{inWords(seen)}</span>}
      </div>
      <span className={className}>{word}</span>
      {!isPlain && (
        <dl className="m-facts">
          <Fact term={testText.expected} value={inWords(expected)} />
          <Fact term={testText.seen} value={inWords(seen)} />
          {fix !== null && <Fact term={testText.fix} value={fix} />}
        </dl>
      )}
    </li>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <>
      <dt>
        <bdi>{term}</bdi>
      </dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}

interface WhoProps extends Required<TestResultProps> {
  wouldBe: NonNullable<ConnectionTest["wouldBe"]>;
}

function Who({ test: { subject, address }, wouldBe, workspaceName }: WhoProps) {
  const { account, role, workspaces, assurance } = wouldBe;
  return (
    <dl className="m-facts m-pad">
      {address !== null && <Fact term={testText.address} value={address} />}
      {subject !== null && <Fact term={testText.subject} value={subject} />}
      <Fact term={testText.account} value={testText.accounts[account]} />
      {role !== null && <Fact term={testText.role} value={roleText[role]} />}
      {account !== "refused" && (
        <Fact
          term={testText.workspaces}
          value={workspaces.length === 0 ? testText.noWorkspaces : list(workspaces.map(workspaceName))}
        />
      )}
      <Fact term={testText.assurance} value={testText.assurances[assurance]} />
    </dl>
  );
}
