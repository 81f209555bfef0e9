import { answerOf } from "@mortise/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { AlertCategory, AlertPreferences } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { useToast, type ShownToast } from "../parts/toast.tsx";
import { categoryText, preferencesText } from "./strings.ts";
import { useChange } from "../app/use-change.ts";

export type Channel = "email" | "inApp";

interface Change {
  category: AlertCategory;
  channel: Channel;
  on: boolean;
  undoing?: boolean;
}

const key = ["alert-preferences"] as const;

export function useAlertPreferences() {
  const client = useClient();
  return useQuery({ queryKey: key, queryFn: () => answerOf(client.GET("/v1/account/alert-preferences")) });
}

/** Flips a switch at once; the server follows, or the switch goes back and says so. */
export function useSwitchAlert() {
  const queries = useQueryClient();
  const toast = useToast();
  const last = useRef<ShownToast | null>(null);
  const draw = ({ category, channel }: Change, on: boolean) =>
    queries.setQueryData<AlertPreferences>(key, (shown) => shown && withChannel(shown, category, channel, on));
  const change = useChange({
    // One after the other: what is sent holds both channels of its category.
    scope: { id: "alert-preferences" },
    outlives: true,
    change: (client, { category, channel, on }: Change) => {
      const shown = queries.getQueryData<AlertPreferences>(key)?.categories[category] ?? { email: on, inApp: on };
      const body = { categories: { [category]: { ...shown, [channel]: on } } };
      return answerOf(client.PUT("/v1/account/alert-preferences", { body }));
    },
    happened: async (asked, { category, channel, on }) =>
      (await answerOf(asked.GET("/v1/account/alert-preferences"))).categories[category][channel] === on,
    onSuccess: (_answer, done) => {
      last.current?.dismiss();
      last.current =
        done.undoing === true ? null : toast(doneWords(done, () => flip({ ...done, on: !done.on, undoing: true })));
    },
    onError: (error, failed) => {
      draw(failed, !failed.on);
      if (wasCancelled(error)) return;
      toast({
        tone: "failed",
        title: preferencesText.failed(categoryText[failed.category].inSentence),
        text: preferencesText.stillAsItWas(explain(error)),
      });
    },
  });
  const flip = (wanted: Change) => {
    draw(wanted, wanted.on);
    change.mutate(wanted);
  };
  return flip;
}

function withChannel(
  shown: AlertPreferences,
  category: AlertCategory,
  channel: Channel,
  on: boolean,
): AlertPreferences {
  const channels = { ...shown.categories[category], [channel]: on };
  return { ...shown, categories: { ...shown.categories, [category]: channels } };
}

function doneWords({ category, channel, on }: Change, undo: () => void) {
  const words = on ? preferencesText.on : preferencesText.off;
  return {
    title: words(preferencesText[channel], categoryText[category].inSentence),
    action: { label: preferencesText.undo, run: undo },
  };
}
