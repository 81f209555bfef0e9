import { isProblem } from "@mortise/sdk";
import type { ReactNode } from "react";
import { Card } from "../parts/card.tsx";
import { LoadError } from "../parts/load-error.tsx";
import { Offline, useIsOnline } from "../parts/online.tsx";
import { Loading, SkeletonRows } from "../parts/skeleton.tsx";
import { loadAdvice, requestIdOf } from "./trouble.ts";

/** As much of a query as is needed to show it. */
export interface Asked<Data> {
  data: Data | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface QueryViewProps<Data> {
  query: Asked<Data>;
  /** What is read out while it loads, and the rows that stand in its place, or something of another shape. */
  loading?: string;
  rows?: number;
  skeleton?: ReactNode;
  /** What is said when it cannot be loaded, and what more than that nothing has changed. */
  failed: string;
  advice?: string;
  heading?: "h2" | "h3";
  /** The failure stands in a card of its own. */
  carded?: boolean;
  children?: (data: Data) => ReactNode;
}

/** What a query answered; until then that it loads, or that it failed and may be tried again. An answer stays when asking anew fails. */
export function QueryView<Data>({ query, loading, rows = 2, skeleton, carded = false, ...rest }: QueryViewProps<Data>) {
  const { data, error } = query;
  const isOnline = useIsOnline();
  if (data !== undefined) return rest.children?.(data);
  if (!isOnline && (error === null || isProblem(error, "unreachable"))) {
    const offline = <Offline {...(rest.heading && { heading: rest.heading })} />;
    return carded ? <Card>{offline}</Card> : offline;
  }
  if (error === null) {
    return (
      <Loading {...(loading !== undefined && { label: loading })}>{skeleton ?? <SkeletonRows rows={rows} />}</Loading>
    );
  }
  const failure = (
    <LoadError
      title={rest.failed}
      requestId={requestIdOf(error)}
      onRetry={() => void query.refetch()}
      {...(rest.heading && { heading: rest.heading })}
    >
      {loadAdvice(error) ?? rest.advice}
    </LoadError>
  );
  return carded ? <Card>{failure}</Card> : failure;
}

/** Two queries as one: there when both are. */
export function both<One, Other>(one: Asked<One>, other: Asked<Other>): Asked<[One, Other]> {
  return {
    data: one.data !== undefined && other.data !== undefined ? [one.data, other.data] : undefined,
    error: one.error ?? other.error,
    refetch: () => Promise.all([one.refetch(), other.refetch()]),
  };
}

/** A list that is loaded a page at a time, as far as it was loaded. */
export function listed<Item>(query: Asked<{ pages: { items: Item[] }[] }>): Asked<Item[]> {
  const { data, error, refetch } = query;
  return { data: data?.pages.flatMap(({ items }) => items), error, refetch };
}
