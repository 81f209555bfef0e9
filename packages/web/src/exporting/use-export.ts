import { useRef } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Scope } from "../activity/filter.ts";
import type { EventKind, Mortise } from "../app/api-types.ts";
import { useClient } from "../app/client.ts";
import { explain, wasCancelled } from "../app/trouble.ts";
import { size } from "../parts/format.ts";
import { saveFile } from "../parts/save-file.ts";
import { useToast, type ShownToast } from "../parts/toast.tsx";
import { BrokenOff, nameOf, receive } from "./receive.ts";
import { exportText } from "./strings.ts";

export type Format = "csv" | "jsonl" | "ocsf";

export interface ExportQuery {
  format: Format;
  kind?: EventKind;
  from?: string;
  to?: string;
  accountId?: string;
}

const drawEveryMs = 250;

/** Fetches an export as it is written, then saves it: whole, or not at all. */
export function useExport(scope: Scope): (query: ExportQuery) => void {
  const client = useClient();
  const queries = useQueryClient();
  const toast = useToast();
  const running = useRef<AbortController | null>(null);
  const run = async (query: ExportQuery) => {
    const abort = new AbortController();
    running.current = abort;
    const shown: { toast?: ShownToast } = {};
    try {
      const { data, response } = await request(client, scope, query, abort.signal);
      const cancel = () => abort.abort();
      shown.toast = toast(progressWords(query.format, 0, cancel));
      const draw = atMostEvery(drawEveryMs, (bytes: number) =>
        shown.toast?.change(progressWords(query.format, bytes, cancel)),
      );
      const file = await receive(data, abort.signal, draw);
      const name = nameOf(response.headers.get("content-disposition")) ?? `mortise-events.${query.format}`;
      saveFile(file, name);
      shown.toast.change({ title: exportText.done(name), text: exportText.doneText(size(file.size)) });
      void queries.invalidateQueries({ queryKey: ["events"] });
    } catch (error) {
      shown.toast?.dismiss();
      if (abort.signal.aborted) toast({ title: exportText.cancelled, text: exportText.nothingSaved });
      else if (!wasCancelled(error)) toast({ tone: "failed", title: exportText.failed, text: troubleWords(error) });
    } finally {
      running.current = null;
    }
  };
  return (query) => {
    // One at a time: a second press while one is on its way is the same wish.
    if (running.current === null) void run(query);
  };
}

async function request(client: Mortise, scope: Scope, query: ExportQuery, signal: AbortSignal) {
  const { data, response } = await requestOf(client, scope, query, signal);
  if (!data) throw new BrokenOff("The answer is empty.");
  return { data, response };
}

function requestOf(client: Mortise, scope: Scope, query: ExportQuery, signal: AbortSignal) {
  const options = { params: { query }, parseAs: "stream", signal } as const;
  if (scope === "account") return client.GET("/v1/account/events/export", options);
  if (scope === "deployment") return client.GET("/v1/log/events/export", options);
  const params = { path: { org: scope.organization }, query };
  return client.GET("/v1/organizations/{org}/events/export", { ...options, params });
}

function progressWords(format: Format, bytes: number, cancel: () => void) {
  return {
    tone: "working" as const,
    title: exportText.running(exportText[format]),
    text: exportText.soFar(size(bytes)),
    action: { label: exportText.cancel, run: cancel },
  };
}

function troubleWords(error: unknown): string {
  return error instanceof BrokenOff ? exportText.brokeOff : exportText.refused(explain(error));
}

function atMostEvery<Value>(everyMs: number, run: (value: Value) => void): (value: Value) => void {
  let last = 0;
  return (value) => {
    const now = performance.now();
    if (now - last < everyMs) return;
    last = now;
    run(value);
  };
}
