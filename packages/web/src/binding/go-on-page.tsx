import { useEffect } from "react";
import { useSearch } from "wouter";
import { useBaseUrl } from "../app/client.ts";
import { useDeployment } from "../app/deployment.tsx";
import { useGoTo } from "../app/go-to.ts";
import { returnTarget } from "../app/return-to.ts";
import { EnterFirst } from "./enter-first.tsx";

/** On to where the person came from, once nothing is asked for any more; nothing of the place they are to act in either, where one is named. */
export function GoOnPage() {
  const { returnOrigins } = useDeployment();
  const search = useSearch();
  const target = returnTarget(search, location.origin, returnOrigins, useBaseUrl());
  const named = new URLSearchParams(search);
  const organization = named.get("organization");
  if (organization === null) return <Onwards target={target} />;
  return (
    <EnterFirst organization={organization} workspace={named.get("workspace")}>
      <Onwards target={target} />
    </EnterFirst>
  );
}

function Onwards({ target }: { target: string }) {
  const goTo = useGoTo();
  useEffect(() => goTo(target), [goTo, target]);
  return null;
}
