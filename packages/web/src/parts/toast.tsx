import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { partsText } from "./strings.ts";
import "./toast.css";

const staysMs = 6000;

export interface ToastWords {
  tone?: "done" | "failed";
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
}

interface ToastEntry extends ToastWords {
  id: number;
}

const ToastContext = createContext<(toast: ToastWords) => void>(() => undefined);

export function useToast(): (toast: ToastWords) => void {
  return useContext(ToastContext);
}

export function Toasts({ children }: { children: ReactNode }) {
  const [entries, setEntries] = useState<ToastEntry[]>([]);
  const lastId = useRef(0);
  const show = useCallback((toast: ToastWords) => {
    lastId.current += 1;
    const entry = { ...toast, id: lastId.current };
    setEntries((shown) => [...shown.slice(-2), entry]);
  }, []);
  const dismiss = useCallback((id: number) => setEntries((shown) => shown.filter((entry) => entry.id !== id)), []);
  const of = (tone: "done" | "failed") => entries.filter((entry) => (entry.tone ?? "done") === tone);
  return (
    <ToastContext value={show}>
      {children}
      <div className="m-toasts">
        <div className="m-toast-region" role="alert">
          {of("failed").map((entry) => (
            <Toast key={entry.id} entry={entry} onDismiss={dismiss} />
          ))}
        </div>
        <div className="m-toast-region" role="status">
          {of("done").map((entry) => (
            <Toast key={entry.id} entry={entry} onDismiss={dismiss} />
          ))}
        </div>
      </div>
    </ToastContext>
  );
}

function Toast({ entry, onDismiss }: { entry: ToastEntry; onDismiss: (id: number) => void }) {
  const { id, tone = "done", title, text, action } = entry;
  const [held, setHeld] = useState(false);
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
    <div className="m-toast" {...hold} {...letGo}>
      <Icon
        name={tone === "done" ? "check-circle" : "error"}
        size={20}
        {...(tone === "failed" && { tone: "danger" })}
      />
      <div>
        <p className="m-strong">{title}</p>
        {text !== undefined && <p>{text}</p>}
      </div>
      <div className="m-toast-actions">
        {action !== undefined && (
          <Button tone="ghost" size="sm" onClick={act}>
            {action.label}
          </Button>
        )}
        <Button tone="ghost" size="sm" icon="x" aria-label={partsText.dismiss} onClick={() => onDismiss(id)} />
      </div>
    </div>
  );
}
