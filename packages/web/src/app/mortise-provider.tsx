import { createMortiseClient, isProblem } from "@mortise/sdk";
import { QueryCache, QueryClient, QueryClientProvider, MutationCache, type QueryKey } from "@tanstack/react-query";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { createStepUpDesk } from "../attempts/step-up-desk.ts";
import { StepUpHost } from "../attempts/step-up-dialog.tsx";
import { Announcer } from "../parts/announcer.tsx";
import { Toasts } from "../parts/toast.tsx";
import "./tokens.css";
import "./base.css";
import type { Deployment } from "./api-types.ts";
import { sendWithActivity, watchActivity } from "./activity-watch.ts";
import { ConnectionContext } from "./client.ts";
import { DeploymentGate } from "./deployment.tsx";
import { createQueue, QueueContext } from "./first-of-many.ts";
import { deploymentQuery, heldBackBy } from "./queries.ts";
import { forgetEarlierPerson, noticeLostPlace } from "./what-is-kept.ts";
import { keepEnding } from "./session-ending.ts";

// What is shown is asked for again by every page that shows it; parts of one page share the answer.
const staleMs = 1000;

export interface MortiseProviderProps {
  /** Where Mortise is. Default: the page's own origin. */
  baseUrl?: string;
  children: ReactNode;
}

/** Everything the panels need, for a host's own React page. Dialogs keep the host's address as it is. */
export function MortiseProvider({ baseUrl, children }: MortiseProviderProps) {
  const [memory] = useState(() => memoryLocation({ path: "/" }));
  if (!useIsInBrowser()) return <div className="mortise" aria-busy="true" />;
  return (
    <div className="mortise">
      <Router hook={memory.hook}>
        <MortiseServices {...(baseUrl !== undefined && { baseUrl })}>{children}</MortiseServices>
      </Router>
    </div>
  );
}

// Whose account it is only the browser's cookie tells: a host that renders on its server gets the empty place, and so does its first paint.
function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}

interface MortiseServicesProps extends MortiseProviderProps {
  /** What the document told of the deployment; it is asked for otherwise. */
  deployment?: Deployment;
}

/** Client, queries, live regions and the step-up dialog. */
export function MortiseServices({ baseUrl, deployment, children }: MortiseServicesProps) {
  const [{ desk, queue, connection, queries }] = useState(() => createServices(baseUrl, deployment));
  return (
    <ConnectionContext value={connection}>
      <QueueContext value={queue}>
        <QueryClientProvider client={queries}>
          <Announcer>
            <Toasts>
              <DeploymentGate>
                {children}
                <StepUpHost desk={desk} />
              </DeploymentGate>
            </Toasts>
          </Announcer>
        </QueryClientProvider>
      </QueueContext>
    </ConnectionContext>
  );
}

function createServices(baseUrl: string | undefined, deployment: Deployment | undefined) {
  watchActivity();
  const desk = createStepUpDesk();
  const noticePerson = forgetEarlierPerson();
  const client = createMortiseClient({ ...(baseUrl && { baseUrl }), onStepUp: desk.ask, fetch: sendWithActivity });
  // Whatever call learns that the session has ended, or is on hold, the pages follow at once.
  const noticeEnd = (error: unknown, about?: QueryKey) => {
    if (isProblem(error, "not-signed-in")) {
      keepEnding(error.members.ended);
      queries.setQueryData(["session"], null);
    }
    if (isProblem(error, "session-flagged") || heldBackBy(error) !== undefined)
      void queries.invalidateQueries({ queryKey: ["session"] });
    noticeLostPlace(queries, error, about);
  };
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: staleMs, retry: retryOnlyFaults }, // What was sent and answered may be a password or a code: nothing of it is kept.
      // Sent now or never: what waited for the connection would be done after it was cancelled.
      mutations: { retry: false, gcTime: 0, networkMode: "always" },
    },
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => noticeEnd(error, queryKey),
      onSuccess: (data, { queryKey }) => noticePerson(queries, queryKey, data),
    }),
    mutationCache: new MutationCache({ onError: (error) => noticeEnd(error) }),
  });
  if (deployment !== undefined) queries.setQueryData(deploymentQuery(client).queryKey, deployment);
  return { desk, queue: createQueue(), connection: { client, baseUrl: baseUrl ?? "" }, queries };
}

/** A refusal stays one; only a server that failed or was not reached is asked once more. */
function retryOnlyFaults(failures: number, error: unknown): boolean {
  return failures < 1 && (isProblem(error, "fault") || isProblem(error, "unreachable"));
}
