import { useEffect } from "react";
import { useSearch } from "wouter";
import { useDeployment } from "../app/deployment.tsx";
import { useGoTo } from "../app/go-to.ts";
import { returnTarget } from "../app/return-to.ts";

/** Nothing is asked for any more: on to where the person came from. */
export function GoOnPage() {
  const { returnOrigins } = useDeployment();
  const target = returnTarget(useSearch(), location.origin, returnOrigins);
  const goTo = useGoTo();
  useEffect(() => goTo(target), [goTo, target]);
  return null;
}
