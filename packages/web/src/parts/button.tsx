import { useEffect, useState, type ComponentPropsWithRef, type ReactNode } from "react";
import type { PageLink } from "../../../server/src/addresses.ts";
import { Link } from "./link.tsx";
import "./button.css";
import { Icon, type IconName } from "./icon.tsx";
import { partsText } from "./strings.ts";

interface Look {
  tone?: "default" | "primary" | "ghost" | "danger" | "danger-quiet";
  size?: "sm" | "md" | "lg";
  block?: boolean;
  icon?: IconName;
}

function classesOf({ tone = "default", size = "md", block = false }: Look, iconOnly: boolean): string {
  const classes = ["m-btn"];
  if (tone !== "default") classes.push(`m-btn-${tone}`);
  if (size !== "md") classes.push(`m-btn-${size}`);
  if (block) classes.push("m-btn-block");
  if (iconOnly) classes.push("m-btn-icon");
  return classes.join(" ");
}

interface ButtonProps extends Look, Omit<ComponentPropsWithRef<"button">, "className"> {
  /** What is happening, while it is; the button stays focusable and ignores presses. */
  busy?: string | false | undefined;
  className?: string;
}

export function Button(props: ButtonProps) {
  const { tone, size, block, icon, busy = false, className, children, onClick, type = "button", ...rest } = props;
  const look = { ...(tone && { tone }), ...(size && { size }), ...(block && { block }) };
  const classes = classesOf(look, children === undefined && busy === false);
  return (
    <button
      {...rest}
      type={type}
      className={className === undefined ? classes : `${classes} ${className}`}
      aria-busy={busy !== false || undefined}
      onClick={(event) => {
        if (busy !== false) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy !== false ? <Spinner /> : icon !== undefined && <Icon name={icon} size={size === "lg" ? 20 : 16} />}
      {busy !== false ? <BusyWords words={busy} /> : children}
    </button>
  );
}

interface ButtonLinkProps extends Look {
  href: PageLink;
  id?: string;
  /** Its whole name, where its words alone would not tell it from others. */
  "aria-label"?: string | undefined;
  /** Marks the new history entry as opened from here, so closing it can go back. */
  opensDialog?: boolean;
  children: ReactNode;
}

export function ButtonLink(props: ButtonLinkProps) {
  const { href, id, "aria-label": name, opensDialog = false, icon, children, ...look } = props;
  return (
    <Link
      href={href}
      id={id}
      aria-label={name}
      className={classesOf(look, false)}
      state={opensDialog ? { dialog: true } : undefined}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A button's words on a phone, and its whole name for screen readers: "Add" + " authenticator". */
export function ShortLabel({ verb, object }: { verb: string; object: string }) {
  return (
    <span>
      {verb}
      <span className="m-wide"> {object}</span>
    </span>
  );
}

function Spinner() {
  return <span className="m-spinner" aria-hidden="true" />;
}

const longWaitMs = 10_000;

/** What is happening; after a long wait, that it still is. */
function BusyWords({ words }: { words: string }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longWaitMs);
    return () => clearTimeout(timer);
  }, []);
  return long ? partsText.stillWorking : words;
}
