import type { Authenticators } from "../app/api-types.ts";
import "../parts/disclosure.css";
import { list } from "../parts/format.ts";
import { Icon } from "../parts/icon.tsx";
import { whatIfText } from "./strings.ts";

/** What still works when something is lost, from what is bound. */
export function WhatIf({ authenticators }: { authenticators: Authenticators }) {
  const { totp, recoveryCodes } = authenticators;
  const codes = (recoveryCodes?.remaining ?? 0) > 0 ? [whatIfText.aCode] : [];
  const rows = totp.map((lost) => {
    const rest = [...totp.filter((other) => other.id !== lost.id).map((other) => other.name), ...codes];
    const answer = rest.length === 0 ? whatIfText.nothing : whatIfText.still(list(rest, "disjunction"));
    return { id: lost.id, loss: whatIfText.lose(lost.name), answer };
  });
  return (
    <details className="m-more m-what-if">
      <summary>
        {whatIfText.summary}
        <Icon name="chevron-down" />
      </summary>
      <table>
        <caption className="m-sr">{whatIfText.caption}</caption>
        <tbody>
          {[...rows, { id: "password", loss: whatIfText.learned, answer: whatIfText.learnedAnswer }].map((row) => (
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
