import { answerOf, isProblem } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "../parts/link.tsx";
import type { NotMe } from "../app/api-types.ts";
import { AuthCard, AuthPage } from "../app/auth-page.tsx";
import { useClient } from "../app/client.ts";
import { useMailedToken } from "../app/mailed-token.ts";
import { isNotAbout } from "../app/query-keys.ts";
import { QueryView } from "../app/query-view.tsx";
import { explain } from "../app/trouble.ts";
import { Banner } from "../parts/banner.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Effects } from "../parts/dialog.tsx";
import "../parts/facts.css";
import { dayAndTime, full } from "../parts/format.ts";
import { useNow } from "../parts/clock.tsx";
import { partsText } from "../parts/strings.ts";
import { Tip } from "../parts/tip.tsx";
import "./not-me.css";
import { SecuredCard } from "./secured-card.tsx";
import { notMeText } from "./strings.ts";
import { useAsking } from "../app/use-change.ts";

/** Behind the link of an alert's mail: what it was about, and one button for "that wasn't me". */
export function NotMePage() {
  const { token, arrival } = useMailedToken();
  return (
    <AuthPage tab={notMeText.tab}>
      {token === null ? (
        <NoLink title={notMeText.noTokenTitle} lead={notMeText.noTokenLead} />
      ) : (
        <Asked key={`${token}${arrival}`} token={token} />
      )}
    </AuthPage>
  );
}

function Asked({ token }: { token: string }) {
  const { data, error, refetch } = useLook(token);
  const [wasMe, setWasMe] = useState(false);
  const secure = useSecure();
  if (secure.data !== undefined) return <SecuredCard secured={secure.data} />;
  if (isProblem(error ?? secure.error, "link-invalid")) {
    return <NoLink title={notMeText.deadTitle} lead={notMeText.deadLead} resets />;
  }
  if (wasMe) return <WasMe />;
  return (
    <QueryView query={{ data, error, refetch }} loading={notMeText.loading} failed={notMeText.loadFailed} heading="h2">
      {(about) => (
        <Question about={about} secure={() => secure.mutate(token)} state={secure} onWasMe={() => setWasMe(true)} />
      )}
    </QueryView>
  );
}

function useLook(token: string) {
  const client = useClient();
  return useQuery({
    // The token is a secret: it is no part of what is kept.
    queryKey: ["not-me"],
    queryFn: () => answerOf(client.POST("/v1/not-me/look", { body: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

function useSecure() {
  const queries = useQueryClient();
  return useAsking({
    change: (client, token: string) => answerOf(client.POST("/v1/not-me", { body: { token } })),
    // Whoever was signed in here may not be any more.
    onSuccess: () => queries.removeQueries({ predicate: isNotAbout("deployment", "not-me") }),
  });
}

interface QuestionProps {
  about: NotMe;
  secure: () => void;
  state: { isPending: boolean; error: Error | null };
  onWasMe: () => void;
}

function Question({ about, secure, state, onWasMe }: QuestionProps) {
  const now = useNow(60_000);
  return (
    <AuthCard title={notMeText.title} lead={notMeText.lead} focusHeading>
      {state.error !== null && (
        <Banner tone="warning" alert>
          {explain(state.error)}
        </Banner>
      )}
      <div className="m-auth-form">
        <About about={about} />
        <div className="m-stack-2">
          <h2 className="m-not-me-heading">{notMeText.effectsTitle}</h2>
          <Effects
            items={[
              { icon: "monitor", text: notMeText.endSessions },
              { icon: "shield", text: notMeText.forgetDevices },
              { icon: "lock", text: notMeText.lockAccount },
            ]}
          />
        </div>
        <Button tone="danger" size="lg" block busy={state.isPending && notMeText.securing} onClick={secure}>
          {notMeText.notMe}
        </Button>
        <Button size="lg" block onClick={onWasMe}>
          {notMeText.wasMe}
        </Button>
        <p className="m-small m-muted">{notMeText.expires(dayAndTime(about.expiresAt, now))}</p>
      </div>
    </AuthCard>
  );
}

function About({ about: { actor, text, at, device, location, ip } }: { about: NotMe }) {
  return (
    <dl className="m-facts m-not-me-facts">
      <dt>{notMeText.what}</dt>
      <dd>
        <b className="m-strong">
          <bdi>{actor}</bdi>
        </b>{" "}
        <bdi>{text}</bdi>
      </dd>
      <dt>{notMeText.when}</dt>
      <dd>
        <time dateTime={at}>{full(at)}</time>
      </dd>
      <dt>{notMeText.device}</dt>
      <dd>{device === null ? notMeText.unknown : <bdi>{device}</bdi>}</dd>
      <dt>{notMeText.place}</dt>
      <dd>
        {location !== null && (
          <>
            <Tip words={partsText.approximate}>{location.text}</Tip>{" "}
          </>
        )}
        {ip !== null && <span className="m-mono m-ltr">{ip}</span>}
        {location === null && ip === null && notMeText.unknown}
      </dd>
    </dl>
  );
}

function WasMe() {
  return (
    <AuthCard title={notMeText.wasMeTitle} lead={notMeText.wasMeLead} focusHeading>
      <div className="m-auth-form">
        <ButtonLink href="/security" size="lg" block>
          {notMeText.toSecurity}
        </ButtonLink>
      </div>
    </AuthCard>
  );
}

function NoLink({ title, lead, resets = false }: { title: string; lead: string; resets?: boolean }) {
  return (
    <AuthCard title={title} lead={lead} focusHeading>
      <div className="m-auth-form">
        {resets && (
          <Link href="/forgot-password" className="m-btn m-btn-primary m-btn-lg m-btn-block">
            {notMeText.startReset}
          </Link>
        )}
        <ButtonLink href="/sign-in" size="lg" block>
          {notMeText.toSignIn}
        </ButtonLink>
      </div>
    </AuthCard>
  );
}
