import { answerOf } from "@mortise/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import type { Authenticator, Authenticators } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { authenticatorsQuery, useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { allOf, nounOf, type Noun } from "../authenticators/kinds.ts";
import { groupText } from "../authenticators/strings.ts";
import { Row } from "../parts/card.tsx";
import "../parts/field.css";
import { partsText } from "../parts/strings.ts";
import { useToast } from "../parts/toast.tsx";
import { preferable } from "./preferable.ts";
import { securityText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

export function PreferredRow({ authenticators }: { authenticators: Authenticators }) {
  const id = useId();
  const prefer = usePrefer(authenticators);
  const groups = grouped(preferable(authenticators));
  return (
    <Row
      icon="sliders"
      wrap
      title={<label htmlFor={id}>{securityText.preferredTitle}</label>}
      meta={securityText.preferredMeta}
      actions={
        <span className="m-select m-select-sm m-select-auto">
          <select
            id={id}
            value={authenticators.preferred ?? ""}
            onChange={(event) => prefer(event.target.value === "" ? null : event.target.value)}
          >
            <option value="">{securityText.noPreference}</option>
            {groups.map(([noun, options]) => (
              <optgroup key={noun} label={groupText[noun].title}>
                {options.map((authenticator) => (
                  <option key={authenticator.id} value={authenticator.id}>
                    {authenticator.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </span>
      }
    />
  );
}

function grouped(options: Authenticator[]): [Noun, Authenticator[]][] {
  const nouns = [...new Set(options.map(nounOf))];
  return nouns.map((noun) => [noun, options.filter((option) => nounOf(option) === noun)]);
}

/** It can be put back, so it shows at once, asks for fresh proof where there is none, and offers Undo. */
function usePrefer(authenticators: Authenticators) {
  const client = useClient();
  const queries = useQueryClient();
  const refresh = useRefreshAccount();
  const toast = useToast();
  const { queryKey } = authenticatorsQuery(client);
  const save = useChange({
    outlives: true,
    change: (client, preferred: string | null) =>
      answerOf(client.PATCH("/v1/account", { body: { preferredAuthenticator: preferred } })),
    happened: async (asked, preferred) =>
      (await answerOf(asked.GET("/v1/account/authenticators"))).preferred === preferred,
    onMutate: (preferred) => queries.setQueryData(queryKey, { ...authenticators, preferred }),
    onError: (error) => {
      if (!wasCancelled(error)) toast({ tone: "failed", title: securityText.preferredFailed, text: explain(error) });
    },
    onSettled: refresh,
  });
  return (preferred: string | null) => {
    const before = authenticators.preferred;
    const name = allOf(authenticators).find((authenticator) => authenticator.id === preferred)?.name;
    save.mutate(preferred, {
      onSuccess: () =>
        toast({
          title: name === undefined ? securityText.preferenceCleared : securityText.preferredChanged(name),
          action: { label: partsText.undo, run: () => save.mutate(before) },
        }),
    });
  };
}
