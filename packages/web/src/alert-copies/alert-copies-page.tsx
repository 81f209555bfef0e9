import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import type { AlertCopies } from "../app/api-types.ts";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { BackToApp } from "../app/back-to-app.tsx";
import { useClient } from "../app/client.ts";
import { useMailedToken } from "../app/mailed-token.ts";
import { QueryView } from "../app/query-view.tsx";
import { explain } from "../app/trouble.ts";
import { useAsking } from "../app/use-change.ts";
import { Banner } from "../parts/banner.tsx";
import { Button } from "../parts/button.tsx";
import { alertCopiesText } from "./strings.ts";

/** Behind the link mailed to an address for copies of alerts. Opening it agrees to nothing, so a scanner of mails cannot. */
export function AlertCopiesPage() {
  const { token, arrival } = useMailedToken();
  return (
    <AuthPage tab={alertCopiesText.tab}>
      {token === null ? (
        <End title={alertCopiesText.noTokenTitle} lead={alertCopiesText.noTokenLead} />
      ) : (
        <Asked key={`${token}${arrival}`} token={token} />
      )}
    </AuthPage>
  );
}

function Asked({ token }: { token: string }) {
  const client = useClient();
  const { data, error, refetch } = useQuery({
    // The token is a secret: it is no part of what is kept.
    queryKey: ["alert-copies"],
    queryFn: () => answerOf(client.POST("/v1/alert-copies/look", { body: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const confirm = useAsking({
    change: (client) => answerOf(client.POST("/v1/alert-copies/confirm", { body: { token } })),
  });
  if (confirm.data !== undefined) {
    const { organization, email } = confirm.data;
    const lead = alertCopiesText.doneLead(organization.name, email);
    return <End title={alertCopiesText.doneTitle} lead={lead} />;
  }
  if (isProblem(error ?? confirm.error, "link-invalid")) {
    return <End title={alertCopiesText.deadTitle} lead={alertCopiesText.deadLead} />;
  }
  const { loading, loadFailed } = alertCopiesText;
  return (
    <QueryView query={{ data, error, refetch }} loading={loading} failed={loadFailed} heading="h2">
      {(look) => <Question look={look} agree={() => confirm.mutate()} state={confirm} />}
    </QueryView>
  );
}

/** Nothing is left to do here: whoever reads it may have no account. */
function End({ title, lead }: { title: string; lead: string }) {
  return (
    <AuthCard title={title} lead={lead} focusHeading>
      <BackToApp />
    </AuthCard>
  );
}

interface QuestionProps {
  look: AlertCopies;
  agree: () => void;
  state: { isPending: boolean; error: Error | null };
}

function Question({ look, agree, state }: QuestionProps) {
  return (
    <AuthCard
      title={alertCopiesText.title}
      lead={alertCopiesText.lead(look.organization.name, look.email)}
      focusHeading
    >
      {state.error !== null && (
        <Banner tone="warning" alert>
          {explain(state.error)}
        </Banner>
      )}
      <div className="m-auth-form">
        <Button tone="primary" size="lg" block busy={state.isPending && alertCopiesText.agreeing} onClick={agree}>
          {alertCopiesText.agree}
        </Button>
        <p className="m-small m-muted">{alertCopiesText.note}</p>
      </div>
    </AuthCard>
  );
}
