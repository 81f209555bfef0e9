import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AuthPage } from "../app/auth-page.tsx";
import { useClient } from "../app/client.ts";
import { QueryView } from "../app/query-view.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { HeldBackPage } from "./held-back-page.tsx";
import { enteringText } from "./strings.ts";

interface EnterFirstProps {
  organization: string;
  workspace: string | null;
  /** Once the session may act there. */
  children: ReactNode;
}

/** Asks whether the session may act in an organization or workspace; what that asks for, such as a fresh proof, is given here. */
export function EnterFirst({ organization, workspace, children }: EnterFirstProps) {
  const { data, error, isFetching, refetch } = useEntering(organization, workspace);
  if (data !== undefined) return children;
  if (isProblem(error, "step-up-required")) {
    return (
      <HeldBackPage page tab={enteringText.tab} title={enteringText.title} lead={leadOf(error.members.policy)}>
        <div className="m-auth-form">
          <Button
            tone="primary"
            size="lg"
            block
            busy={isFetching && enteringText.confirming}
            onClick={() => void refetch()}
          >
            {enteringText.confirm}
          </Button>
          <NotNow />
        </div>
      </HeldBackPage>
    );
  }
  if (isProblem(error, "not-allowed")) {
    return (
      <HeldBackPage
        page
        tab={enteringText.refusedTitle}
        title={enteringText.refusedTitle}
        lead={error.detail ?? enteringText.refusedLead}
      >
        <div className="m-auth-form">
          <NotNow />
        </div>
      </HeldBackPage>
    );
  }
  return (
    <AuthPage tab={enteringText.tab}>
      <QueryView query={{ data, error, refetch }} failed={enteringText.failed} heading="h2" />
    </AuthPage>
  );
}

function useEntering(organization: string, workspace: string | null) {
  const client = useClient();
  const query = { organization, ...(workspace !== null && { workspace }) };
  return useQuery({
    queryKey: ["entering", organization, workspace],
    queryFn: () => answerOf(client.GET("/v1/session", { params: { query } })),
    gcTime: 0,
    // Whoever closed the confirmation is not asked again for looking away and back.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

interface Asking {
  organization: { name: string };
  workspace: { name: string } | null;
}

function leadOf(asking: Asking | undefined): string {
  if (!asking?.workspace) return enteringText.leadUnknown;
  return enteringText.lead(asking.workspace.name, asking.organization.name);
}

function NotNow() {
  return (
    <ButtonLink href="/security" size="lg" block>
      {enteringText.notNow}
    </ButtonLink>
  );
}
