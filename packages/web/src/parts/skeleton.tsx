import { useEffect, useState, type ReactNode } from "react";
import "./skeleton.css";
import { partsText } from "./strings.ts";

const patienceMs = 300;

/** Nothing for the first 300 ms: most answers are quicker, and a flash is worse than a wait. */
export function Loading({ label = partsText.loading, children }: { label?: string; children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return <div aria-busy="true" />;
  return (
    <div aria-busy="true">
      <p className="m-sr" role="status">
        {label}
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

export function Skeleton({ shape }: { shape: "line" | "short" | "title" | "icon" | "button" }) {
  return <span className={`m-skel m-skel-${shape}`} />;
}

/** Of a card with a form. */
export function SkeletonForm() {
  return (
    <div className="m-auth-card m-skel-form">
      <Skeleton shape="title" />
      <Skeleton shape="line" />
      <Skeleton shape="button" />
    </div>
  );
}

export function SkeletonRows({ rows }: { rows: number }) {
  const places = Array.from({ length: rows }, (_, place) => place);
  return (
    <div className="m-card">
      {places.map((place) => (
        <div key={place} className="m-row">
          <Skeleton shape="icon" />
          <div className="m-stack-2">
            <Skeleton shape="short" />
            <Skeleton shape="line" />
          </div>
          <Skeleton shape="button" />
        </div>
      ))}
    </div>
  );
}
