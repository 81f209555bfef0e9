import type { Authenticator, Authenticators } from "../app/api-types.ts";
import { allOf } from "../authenticators/kinds.ts";
import "../parts/disclosure.css";
import { list } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { preferable } from "./preferable.ts";
import { whatIfText } from "./strings.ts";
import type { WaysIn } from "./ways-in.ts";

interface WhatIfProps {
  authenticators: Authenticators;
  ways: WaysIn;
}

/** What still works when something is lost, from what is bound. */
export function WhatIf({ authenticators, ways }: WhatIfProps) {
  const { phones } = authenticators;
  const losses = allOf(authenticators).map((lost) => ({
    id: lost.id,
    loss: whatIfText.lose(lost.name),
    answer: answerTo(lost, { authenticators, ways }),
  }));
  const usesPhone = phones.some((phone) => phone.usable);
  const learned = {
    id: "password",
    loss: whatIfText.learned,
    answer: usesPhone ? whatIfText.learnedPhone : whatIfText.learnedAnswer,
  };
  return (
    <details className="m-more m-what-if">
      <summary>
        {whatIfText.summary}
        <Icon name="chevron-down" />
      </summary>
      <table>
        <caption className="m-sr">{whatIfText.caption}</caption>
        <tbody>
          {[...losses, ...(ways.hasPassword ? [learned] : [])].map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.loss}</th>
              <td>{row.answer}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function answerTo(lost: Authenticator, { authenticators, ways }: WhatIfProps): string {
  const { recoveryCodes } = authenticators;
  const rest = preferable(authenticators).filter((other) => other.id !== lost.id);
  const alone = ways.passkeys === 0 ? [] : rest.filter((other) => other.kind === "passkey" && other.signsInAlone);
  const codes = (recoveryCodes?.remaining ?? 0) > 0 ? [whatIfText.aCode] : [];
  const second = [...rest.filter((other) => !alone.includes(other)).map((other) => other.name), ...codes];
  const seconds = list(second, "disjunction");
  const sentences = [
    ...(alone.length > 0 ? [whatIfText.alone(named(alone))] : []),
    ...(ways.hasPassword && second.length > 0 ? [whatIfText.still(seconds)] : []),
    ...(ways.isOnlyByProvider && second.length > 0
      ? [whatIfText.stillProvider(list(ways.providers, "disjunction"), seconds)]
      : []),
  ];
  return sentences.length > 0 ? sentences.join(" ") : whatIfText.nothing;
}

function named(authenticators: Authenticator[]): string {
  return list(
    authenticators.map(({ name }) => name),
    "disjunction",
  );
}
