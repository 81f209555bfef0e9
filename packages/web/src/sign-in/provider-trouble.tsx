import { useSearch } from "wouter";
import { Banner } from "../parts/banner.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { isProviderReason, ssoText } from "./sso-strings.ts";

/** Why somebody is back from their identity provider without being signed in: that is what they wanted, or something is wrong. */
export function ProviderTrouble({ instead }: { instead?: string }) {
  const said = new URLSearchParams(useSearch());
  const reason = said.get("sso");
  if (reason === "signed-out") return <Banner tone="success">{ssoText.signedOut}</Banner>;
  if (!isProviderReason(reason)) return null;
  const { title, text } = ssoText.trouble[reason];
  const reference = said.get("reference");
  // It comes with the address, which anybody may have made: only what looks like one is shown.
  const isReference = reference !== null && /^trac_[0-9A-Za-z]{1,60}$/.test(reference);
  return (
    <Banner tone="warning" title={title}>
      {instead ?? text}
      {isReference && (
        <>
          {" "}
          <Sentence text={ssoText.reference} slots={{ reference: <span className="m-mono m-ltr">{reference}</span> }} />
        </>
      )}
    </Banner>
  );
}
