import { useEffect, useState } from "react";
import { useAnnounce } from "./announcer.tsx";
import { Button } from "./button.tsx";
import "./copy-button.css";
import type { IconName } from "./icon.tsx";
import { partsText } from "./strings.ts";

const saysCopiedMs = 2000;

interface CopyButtonProps {
  text: string;
  /** What is copied, for the announcement: "Setup key". */
  thing: string;
  /** The button's words; without them it is an icon. `name` names it whole, where it has no words or others have the same. */
  label?: string;
  name?: string;
  /** The element to select by hand when the clipboard refuses. */
  fallbackId: string;
  /** Small, among others. */
  small?: boolean;
  icon?: IconName;
}

export function CopyButton({ text, thing, label, name, fallbackId, small = false, icon = "copy" }: CopyButtonProps) {
  const announce = useAnnounce();
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("idle"), saysCopiedMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      announce(partsText.copiedThing(thing));
    } catch {
      selectText(fallbackId);
      setState("failed");
      announce(partsText.copyFailed(copyKeys()));
    }
  };
  const words = { idle: label, copied: label && partsText.copied, failed: partsText.copyFailed(copyKeys()) }[state];
  return (
    <Button
      tone={label === undefined ? "ghost" : "default"}
      size={label === undefined || small ? "sm" : "md"}
      icon={state === "copied" ? "check" : icon}
      aria-label={(label === undefined && state !== "failed") || state === "idle" ? name : undefined}
      onClick={() => void copy()}
    >
      {words}
    </Button>
  );
}

function copyKeys(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? "Cmd+C" : "Ctrl+C";
}

function selectText(id: string): void {
  const element = document.getElementById(id);
  if (element === null) return;
  getSelection()?.selectAllChildren(element);
}
