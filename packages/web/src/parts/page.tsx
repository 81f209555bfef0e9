import { useEffect, useId, useRef, type ReactNode } from "react";
import "./page.css";

interface PageProps {
  title: string;
  lead: string;
  /** The name in the browser's tab, when this is a page of its own. */
  tab?: string;
  wide?: boolean;
  /** Where focus goes when the thing it was on is gone. */
  headingId?: string;
  /** One comes back to it from elsewhere: what it says is what one came for. */
  isAnswer?: boolean;
  /** Over the heading, such as the way back. */
  before?: ReactNode;
  /** Beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page(props: PageProps) {
  const { title, lead, tab, wide = false, headingId, isAnswer = false, before, actions, children } = props;
  const heading = useHeadingFocus(isAnswer);
  return (
    <div className={wide ? "m-page m-page-wide" : "m-page"}>
      {tab !== undefined && <title>{tab}</title>}
      {before}
      <header className="m-page-head">
        <div>
          <h1 ref={heading} id={headingId} tabIndex={-1}>
            {title}
          </h1>
          <p>{lead}</p>
        </div>
        {actions !== undefined && <div className="m-page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

let pagesShown = 0;

/** A new page starts at its heading; the very first is left to the browser, and an address that names a part to that part. */
function useHeadingFocus(isAnswer: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pagesShown += 1;
    if ((pagesShown > 1 || isAnswer) && location.hash === "" && document.querySelector("dialog[open]") === null)
      heading.current?.focus();
  }, [isAnswer]);
  return heading;
}

interface SectionProps {
  title: string;
  /** Where focus goes when the thing it was on is gone. */
  headingId?: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

export function Section({ title, headingId, lead, action, children }: SectionProps) {
  const generated = useId();
  const id = headingId ?? generated;
  return (
    <section className="m-section" aria-labelledby={id}>
      <div className="m-section-head">
        <div>
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          {lead !== undefined && <p>{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
