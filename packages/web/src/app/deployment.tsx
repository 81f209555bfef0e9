import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, type ReactNode } from "react";
import { LoadError } from "../parts/load-error.tsx";
import type { Deployment } from "./api-types.ts";
import { useClient } from "./client.ts";
import { deploymentQuery } from "./queries.ts";
import { appText } from "./strings.ts";
import { loadAdvice, requestIdOf } from "./trouble.ts";

const DeploymentContext = createContext<Deployment | null>(null);

export function useDeployment(): Deployment {
  const deployment = useContext(DeploymentContext);
  if (deployment === null) throw new Error("No deployment: the panel stands outside MortiseProvider.");
  return deployment;
}

/** The product's name and settings are on every page, so nothing is drawn before they are known. */
export function DeploymentGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(deploymentQuery(useClient()));
  if (data !== undefined) return <DeploymentContext value={data}>{children}</DeploymentContext>;
  if (error === null) return null;
  return (
    <main className="m-auth-main">
      <title>{appText.startFailed}</title>
      <LoadError title={appText.startFailed} requestId={requestIdOf(error)} onRetry={() => void refetch()}>
        {loadAdvice(error) ?? appText.startFailedText}
      </LoadError>
    </main>
  );
}
