import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "../parts/icon.tsx";
import { Sentence } from "../parts/sentence.tsx";
import "./auth.css";
import { Mark } from "./brand.tsx";
import { useDeployment } from "./deployment.tsx";
import { appText } from "./strings.ts";

interface AuthPageProps {
  tab: string;
  below?: ReactNode;
  /** Of what is no single card. */
  className?: string;
  children: ReactNode;
}

/** The frame of every page for people who are not signed in. */
export function AuthPage({ tab, below, className, children }: AuthPageProps) {
  const { productName, supportUrl, app } = useDeployment();
  return (
    <div className="m-auth">
      <title>{appText.tab(tab, productName)}</title>
      <ProductName />
      <main className={className === undefined ? "m-auth-main" : `m-auth-main ${className}`} id="main">
        {children}
        {below !== undefined && <p className="m-auth-below">{below}</p>}
      </main>
      <footer className="m-auth-foot">
        <span className="m-auth-address">
          <Icon name="lock" />
          <span>
            <Sentence text={appText.youAreOn} slots={{ host: <span className="m-ltr">{location.host}</span> }} />
          </span>
        </span>
        {app !== null && <a href={app.url}>{app.name}</a>}
        {supportUrl !== null && <a href={supportUrl}>{appText.help}</a>}
      </footer>
    </div>
  );
}

function ProductName() {
  return (
    <header className="m-auth-brand">
      <Mark />
      <span>{useDeployment().productName}</span>
    </header>
  );
}

/** Which frame the page will have is not known yet: a confirmation may be asked for first, above nothing else. */
export function WaitingPage({ children }: { children: ReactNode }) {
  const { productName } = useDeployment();
  return (
    <div className="m-auth">
      <title>{productName}</title>
      <ProductName />
      <main className="m-auth-main m-auth-waiting" id="main">
        <h1 className="m-sr">{productName}</h1>
        {children}
      </main>
    </div>
  );
}

interface AuthCardProps {
  title: string;
  lead?: ReactNode;
  leadId?: string;
  /** Nothing in it takes focus by itself, so the heading does. */
  focusHeading?: boolean;
  children?: ReactNode;
}

export function AuthCard({ title, lead, leadId, focusHeading = false, children }: AuthCardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusHeading) heading.current?.focus();
  }, [focusHeading]);
  return (
    <section className="m-auth-card">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && (
        <p className="m-auth-lede" id={leadId}>
          {lead}
        </p>
      )}
      {children}
    </section>
  );
}

/** Under the form: another way on. */
export function AuthAlt({ split = false, children }: { split?: boolean; children: ReactNode }) {
  return <p className={split ? "m-auth-alt m-auth-alt-split" : "m-auth-alt"}>{children}</p>;
}
