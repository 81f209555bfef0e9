import {
  useId,
  useLayoutEffect,
  useRef,
  type ReactNode,
  type KeyboardEvent,
  type SyntheticEvent,
  type PointerEvent,
} from "react";
import { Announcer } from "./announcer.tsx";
import { Button } from "./button.tsx";
import "./dialog.css";
import "./effects.css";
import { Form } from "./form.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { partsText } from "./strings.ts";

export interface DialogProps {
  title: string;
  lead?: ReactNode;
  /** Escape, the backdrop, the close button and Back all mean this. */
  onClose: () => void;
  /** A confirmation of something that weakens or destroys: focus starts on the safe choice. */
  alert?: boolean;
  size?: "sm" | "md";
  icon?: { name: IconName; tone: "success" | "warning" };
  /** False for what is shown once: the only ways out are its own buttons. */
  closeButton?: boolean;
  /** Makes the dialog a form. */
  onSubmit?: (() => void) | undefined;
  refusal?: object | null | undefined;
  /** Ids tried in turn for focus when it closes; else the opener gets it back. */
  returnFocusTo?: string[];
  foot?: ReactNode;
  note?: ReactNode;
  noteIcon?: IconName;
  children?: ReactNode;
}

export function Dialog(props: DialogProps) {
  const { title, lead, onClose, alert = false, size = "md", returnFocusTo = [] } = props;
  const id = useId();
  const layer = useModal(returnFocusTo);
  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose();
  };
  // Asked here, before the browser's own handling, which closes at a second Escape without asking.
  const escape = (event: KeyboardEvent) => {
    if (event.key === "Escape") cancel(event);
  };
  const pressOutside = (event: PointerEvent) => {
    if (event.target === event.currentTarget) onClose();
  };
  return (
    <dialog
      ref={layer}
      className="m-layer"
      role={alert ? "alertdialog" : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={lead === undefined ? undefined : `${id}-lead`}
      tabIndex={-1}
      onKeyDown={escape}
      onCancel={cancel}
      onPointerDown={pressOutside}
    >
      <div className={size === "sm" ? "m-dialog m-dialog-sm" : "m-dialog"}>
        <Announcer>
          <DialogForm {...props}>
            <div className="m-dialog-head">
              {props.icon !== undefined && (
                <span className={`m-dialog-icon m-text-${props.icon.tone}`}>
                  <Icon name={props.icon.name} size={20} />
                </span>
              )}
              <h2 id={`${id}-title`}>{title}</h2>
              {lead !== undefined && <p id={`${id}-lead`}>{lead}</p>}
            </div>
            <DialogRest {...props} />
          </DialogForm>
        </Announcer>
      </div>
    </dialog>
  );
}

function DialogForm({ onSubmit, refusal, children }: DialogProps) {
  if (onSubmit === undefined) return children;
  return (
    <Form className="m-dialog-form" onSubmit={onSubmit} refusal={refusal}>
      {children}
    </Form>
  );
}

function DialogRest({
  alert = false,
  closeButton = !alert,
  onClose,
  children,
  foot,
  note,
  noteIcon = "clock",
}: DialogProps) {
  return (
    <>
      {closeButton && (
        <Button
          tone="ghost"
          size="sm"
          icon="x"
          className="m-dialog-close"
          aria-label={partsText.close}
          onClick={onClose}
        />
      )}
      {children !== undefined && <div className="m-dialog-body m-stack">{children}</div>}
      {foot !== undefined && foot !== false && <div className="m-dialog-foot">{foot}</div>}
      {note !== undefined && (
        <p className="m-dialog-note">
          <Icon name={noteIcon} />
          <span>{note}</span>
        </p>
      )}
    </>
  );
}

function useModal(returnFocusTo: string[]) {
  const layer = useRef<HTMLDialogElement>(null);
  const targets = useRef(returnFocusTo);
  useLayoutEffect(() => {
    targets.current = returnFocusTo;
  });
  useLayoutEffect(() => {
    const dialog = layer.current;
    if (dialog === null) return;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>("[data-autofocus]") ?? dialog).focus();
    // A phone's Back may close it without asking; only its owner may.
    const reopen = () => dialog.showModal();
    dialog.addEventListener("close", reopen);
    return () => {
      dialog.removeEventListener("close", reopen);
      dialog.close();
      targets.current
        .map((id) => document.getElementById(id))
        .find((target) => target !== null)
        ?.focus();
    };
  }, []);
  return layer;
}

/** The thing a confirmation is about. */
export function Subject({ icon, title, children }: { icon: IconName; title: ReactNode; children?: ReactNode }) {
  return (
    <div className="m-subject">
      <Icon name={icon} size={20} />
      <div>
        <p className="m-strong">{title}</p>
        {children !== undefined && <p className="m-small m-muted">{children}</p>}
      </div>
    </div>
  );
}

export function Effects({ items }: { items: { icon: IconName; text: ReactNode }[] }) {
  return (
    <ul className="m-effects m-small">
      {items.map((item, place) => (
        <li key={place}>
          <Icon name={item.icon} />
          <span>{item.text}</span>
        </li>
      ))}
    </ul>
  );
}
