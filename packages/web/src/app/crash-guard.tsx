import { Component, useEffect, useState, type ComponentType, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { useHere } from "../parts/navigation.ts";
import { partsText } from "../parts/strings.ts";
import "./auth.css";
import { PageNotFetched, reloadIfAnswered, type NotFetched } from "./fetched-page.ts";
import { appText, notFetchedText } from "./strings.ts";

/** Where a failure is told: within what is still there. */
export interface FailureFrameProps {
  title: string;
  text: string;
  action: ReactNode;
}

type FailureFrame = ComponentType<FailureFrameProps>;

interface GuardProps {
  here: string;
  frame: FailureFrame;
  children: ReactNode;
}

interface GuardState {
  failure: { error: unknown } | null;
  here: string;
}

/** A page that cannot be drawn, or whose code does not come, says so within its frame; any other address is drawn again. */
export function CrashGuard({ frame, children }: Omit<GuardProps, "here">) {
  return (
    <Guard here={useHere()} frame={frame}>
      {children}
    </Guard>
  );
}

class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = { failure: null, here: this.props.here };

  static getDerivedStateFromError(error: unknown): Partial<GuardState> {
    return { failure: { error } };
  }

  static getDerivedStateFromProps({ here }: GuardProps, state: GuardState): GuardState | null {
    return here === state.here ? null : { failure: null, here };
  }

  override componentDidCatch(error: unknown): void {
    if (error instanceof PageNotFetched) error.forget();
  }

  override render() {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    const { frame } = this.props;
    if (failure.error instanceof PageNotFetched)
      return <NotComing why={failure.error.why} frame={frame} onRetry={() => this.setState({ failure: null })} />;
    return <Crashed frame={frame} />;
  }
}

function Crashed({ frame: Frame }: { frame: FailureFrame }) {
  return (
    <Frame title={appText.startFailed} text={appText.startFailedText} action={<Reload label={partsText.tryAgain} />} />
  );
}

interface NotComingProps {
  why: NotFetched;
  frame: FailureFrame;
  onRetry: () => void;
}

/** An update needs the document anew; all else the code once more, by itself as soon as there is a connection. */
function NotComing({ why, frame: Frame, onRetry }: NotComingProps) {
  const isUpdated = why === "updated";
  useEffect(() => {
    if (isUpdated) return;
    addEventListener("online", onRetry);
    return () => removeEventListener("online", onRetry);
  }, [isUpdated, onRetry]);
  const retry = (
    <Button icon="refresh" onClick={onRetry}>
      {partsText.tryAgain}
    </Button>
  );
  return <Frame {...notFetchedText[why]} action={isUpdated ? <Reload label={appText.loadAgain} /> : retry} />;
}

function Reload({ label }: { label: string }) {
  const [unanswered, setUnanswered] = useState(false);
  const reload = async () => setUnanswered(!(await reloadIfAnswered()));
  return (
    <>
      <Button icon="refresh" onClick={() => void reload()}>
        {label}
      </Button>
      <p className="m-small m-subtle" role="status">
        {unanswered && appText.reloadUnanswered}
      </p>
    </>
  );
}

/** Where nothing else is left to stand in. */
export function BareFailure({ title, text, action }: FailureFrameProps) {
  return (
    <main className="m-auth-main">
      <title>{title}</title>
      <Empty icon="alert" title={title} alert actions={action}>
        {text}
      </Empty>
    </main>
  );
}
