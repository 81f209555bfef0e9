import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { partsText } from "./strings.ts";
import "./toast.css";

const staysMs = 6000;
const longLabel = 12;

export interface ToastWords {
  /** One that is working stays, and nobody can dismiss it, until whoever showed it says what came of it. */
  tone?: "done" | "failed" | "working";
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
}

export interface ShownToast {
  /** New words in its place. */
  change: (words: ToastWords) => void;
  dismiss: () => void;
}

interface ToastEntry extends ToastWords {
  id: number;
}

type Show = (toast: ToastWords) => ShownToast;

const nowhere: ShownToast = { change: () => undefined, dismiss: () => undefined };
const ToastContext = createContext<Show>(() => nowhere);

export function useToast(): Show {
  return useContext(ToastContext);
}

export function Toasts({ children }: { children: ReactNode }) {
  const [entries, setEntries] = useState<ToastEntry[]>([]);
  const lastId = useRef(0);
  const dismiss = useCallback((id: number) => setEntries((shown) => shown.filter((entry) => entry.id !== id)), []);
  const show = useCallback(
    (toast: ToastWords): ShownToast => {
      lastId.current += 1;
      const id = lastId.current;
      setEntries((shown) => [...room(shown), { ...toast, id }]);
      const change = (words: ToastWords) =>
        setEntries((shown) => shown.map((entry) => (entry.id === id ? { ...words, id } : entry)));
      return { change, dismiss: () => dismiss(id) };
    },
    [dismiss],
  );
  const of = (failed: boolean) => entries.filter((entry) => (entry.tone === "failed") === failed);
  return (
    <ToastContext value={show}>
      {children}
      <div className="m-toasts">
        <div className="m-toast-region" role="alert">
          {of(true).map((entry) => (
            <Toast key={entry.id} entry={entry} onDismiss={dismiss} />
          ))}
        </div>
        <div className="m-toast-region" role="status">
          {of(false).map((entry) => (
            <Toast key={entry.id} entry={entry} onDismiss={dismiss} />
          ))}
        </div>
      </div>
    </ToastContext>
  );
}

/** At most three at once: the oldest gives way, unless it is still working. */
function room(shown: ToastEntry[]): ToastEntry[] {
  const idle = shown.filter((entry) => entry.tone !== "working").slice(-2);
  return shown.filter((entry) => entry.tone === "working" || idle.includes(entry));
}

function Toast({ entry, onDismiss }: { entry: ToastEntry; onDismiss: (id: number) => void }) {
  const { id, tone = "done", title, text, action } = entry;
  const [held, setHeld] = useState(false);
  // A label of several words stands under the text, which it would squeeze beside it.
  const isLong = (action?.label.length ?? 0) > longLabel;
  const leaves = tone === "done" && action === undefined && !held;
  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(() => onDismiss(id), staysMs);
    return () => clearTimeout(timer);
  }, [leaves, id, onDismiss]);
  const act = () => {
    action?.run();
    onDismiss(id);
  };
  const hold = { onPointerEnter: () => setHeld(true), onFocus: () => setHeld(true) };
  const letGo = { onPointerLeave: () => setHeld(false), onBlur: () => setHeld(false) };
  return (
    <div className={isLong ? "m-toast m-toast-long" : "m-toast"} {...hold} {...letGo}>
      <ToastMark tone={tone} />
      <div>
        <p className="m-strong">{title}</p>
        {/* Progress is drawn as it goes on and read out once, with the title. */}
        {text !== undefined && <p aria-hidden={tone === "working" || undefined}>{text}</p>}
      </div>
      <div className="m-toast-actions">
        {action !== undefined && (
          <Button tone="ghost" size="sm" onClick={act}>
            {action.label}
          </Button>
        )}
        {tone !== "working" && (
          <Button tone="ghost" size="sm" icon="x" aria-label={partsText.dismiss} onClick={() => onDismiss(id)} />
        )}
      </div>
    </div>
  );
}

function ToastMark({ tone }: { tone: NonNullable<ToastWords["tone"]> }) {
  if (tone === "working") return <span className="m-spinner m-toast-spinner" aria-hidden="true" />;
  if (tone === "failed") return <Icon name="error" size={20} tone="danger" />;
  return <Icon name="check-circle" size={20} />;
}
