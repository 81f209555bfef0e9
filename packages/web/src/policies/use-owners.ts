import { answerOf } from "@mortise/sdk";
import { useQuery } from "@tanstack/react-query";
import { useClient } from "../app/client.ts";
import { useMay, useOrganization } from "../app/organization-gate.tsx";
import { useEditor } from "./editor.ts";

interface Owner {
  id: string;
  name: string;
  email: string;
  hasPasskey: boolean;
}

/** All owners, for those who may name them; else those who are named. */
export function useOwners(): Owner[] {
  const client = useClient();
  const { id: org } = useOrganization();
  const { loaded } = useEditor();
  const may = useMay("name-break-glass");
  const query = { role: "owner", limit: 100 } as const;
  const { data } = useQuery({
    queryKey: ["members", org, "owners"],
    queryFn: () => answerOf(client.GET("/v1/organizations/{org}/members", { params: { path: { org }, query } })),
    enabled: may,
  });
  const { owners: named } = loaded.breakGlass;
  if (!may || data === undefined) return named;
  return data.items.map(({ account, protection }) => ({
    ...account,
    hasPasskey:
      protection === "phishing-resistant" || named.some(({ id, hasPasskey }) => id === account.id && hasPasskey),
  }));
}
