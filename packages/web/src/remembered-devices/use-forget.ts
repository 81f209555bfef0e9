import { answerOf } from "@mortise/sdk";
import type { RememberedDevice } from "../app/api-types.ts";
import { useRefreshAccount } from "../app/queries.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { plural } from "../parts/format.ts";
import { useToast } from "../parts/toast.tsx";
import { rememberedText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

/** Asks for fresh proof where there is none: it takes something from the owner. Then it happens at once; focus goes to the heading, or where that went. */
export function useForget() {
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
  const one = useChange({
    outlives: true,
    change: (client, { id }: RememberedDevice) =>
      answerOf(client.DELETE("/v1/account/remembered-devices/{id}", { params: { path: { id } } })),
    happened: async (asked, { id }) =>
      (await answerOf(asked.GET("/v1/account/remembered-devices", { params: { query: { limit: 100 } } }))).items.every(
        (each) => each.id !== id,
      ),
    onSuccess: (_answer, { device }) => settle(rememberedText.forgotten(device), rememberedText.forgottenText),
    onError,
  });
  const all = useChange({
    outlives: true,
    change: (client) => answerOf(client.DELETE("/v1/account/remembered-devices")),
    happened: async (asked) => (await answerOf(asked.GET("/v1/account/remembered-devices"))).items.length === 0,
    onSuccess: ({ forgotten }) =>
      settle(plural(forgotten, rememberedText.allForgotten), rememberedText.allForgottenText),
    onError,
  });
  return { one, all, forgettingId: one.isPending ? one.variables.id : undefined };
}
