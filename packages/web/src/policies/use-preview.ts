import { answerOf } from "@mortise/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { PolicyChange } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useOrganization } from "../app/organization-gate.tsx";

const restMs = 400;

/** What a change would do, asked once the editing rests. The last answer stays while the next is on its way. */
export function usePreview(change: PolicyChange, isWhole: boolean) {
  const client = useClient();
  const { id: org } = useOrganization();
  const rested = useRested(JSON.stringify(change));
  return useQuery({
    queryKey: ["policy-preview", org, rested],
    queryFn: () =>
      answerOf(
        client.POST("/v1/organizations/{org}/policies/preview", {
          params: { path: { org } },
          body: JSON.parse(rested) as PolicyChange,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled: isWhole,
    refetchOnWindowFocus: false,
  });
}

/** A value that has not changed for a while. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
