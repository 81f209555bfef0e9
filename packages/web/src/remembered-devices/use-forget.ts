import { answerOf } from "@mortise/sdk";
import { useMutation } from "@tanstack/react-query";
import type { RememberedDevice } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { rememberedText } from "./strings.ts";

/** Asks for fresh proof where there is none: it takes something from the owner. Then it happens at once; focus goes to the heading, or where that went. */
export function useForget() {
  const client = useClient();
  const refresh = useRefreshAccount();
  const toast = useToast();
  const onError = (error: Error) => {
    if (!wasCancelled(error)) toast({ tone: "failed", title: rememberedText.failed, text: explain(error) });
  };
  const settle = async (title: string, text: string) => {
    await refresh();
    const target = document.getElementById("remembered-devices") ?? document.getElementById("second-factors");
    target?.focus();
    toast({ title, text });
  };
  const one = useMutation({
    mutationFn: ({ id }: RememberedDevice) =>
      answerOf(client.DELETE("/v1/account/remembered-devices/{id}", { params: { path: { id } } })),
    onSuccess: (_answer, { device }) => settle(rememberedText.forgotten(device), rememberedText.forgottenText),
    onError,
  });
  const all = useMutation({
    mutationFn: () => answerOf(client.DELETE("/v1/account/remembered-devices")),
    onSuccess: ({ forgotten }) =>
      settle(plural(forgotten, rememberedText.allForgotten), rememberedText.allForgottenText),
    onError,
  });
  return { one, all, forgettingId: one.isPending ? one.variables.id : undefined };
}
