import { createPortal } from "react-dom";
import { Mark } from "../app/brand.tsx";
import { full } from "../parts/format.ts";
import type { CodesSet } from "./codes-file.ts";
import { printText } from "./strings.ts";

/** Seen on paper only; beside the page, which then is not. */
export function PrintSheet({ codes, product, email, host, made }: CodesSet) {
  return createPortal(
    <article className="mortise m-print-sheet" aria-label={printText.label}>
      <header>
        <p className="m-print-brand">
          <Mark />
          {product}
        </p>
        <p>{printText.keep}</p>
      </header>
      <h1>{printText.title}</h1>
      <dl className="m-print-facts">
        <dt>{printText.account}</dt>
        <dd>{email}</dd>
        <dt>{printText.signInAt}</dt>
        <dd>{host}</dd>
        <dt>{printText.created}</dt>
        <dd>{full(made.toISOString())}</dd>
      </dl>
      <ol className="m-print-codes">
        {codes.map((code, place) => (
          <li key={code}>
            <span className="m-box" />
            <span>{place + 1}</span>
            <code>{code}</code>
            <span className="m-used">{printText.usedOn}</span>
          </li>
        ))}
      </ol>
      <ol className="m-print-how">
        {printText.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <footer>{printText.foot}</footer>
    </article>,
    document.body,
  );
}
