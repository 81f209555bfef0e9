import { Component, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { partsText } from "../parts/strings.ts";
import "./auth.css";
import { appText } from "./strings.ts";

interface CrashGuardState {
  crashed: boolean;
}

/** A page that cannot be drawn, or whose code cannot be fetched after an update, says so and can be loaded again. */
export class CrashGuard extends Component<{ children: ReactNode }, CrashGuardState> {
  override state: CrashGuardState = { crashed: false };

  static getDerivedStateFromError(): CrashGuardState {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    const reload = (
      <Button icon="refresh" onClick={() => location.reload()}>
        {partsText.tryAgain}
      </Button>
    );
    return (
      <main className="m-auth-main">
        <title>{appText.startFailed}</title>
        <Empty icon="alert" title={appText.startFailed} alert actions={reload}>
          {appText.startFailedText}
        </Empty>
      </main>
    );
  }
}
