import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Services } from "../services.ts";
import type { SessionCheckCounts } from "./session-check.ts";

/** What operators can watch. No label holds anything of a person. */
export interface Metrics {
  /** Starts timing a request; call the answer with its status. */
  time(method: string, route: string): (status: number) => void;
  read(): Promise<string>;
}

/** Brings together what the workers of a server have counted. */
export interface MetricsExchange {
  /** Which of them this is, from 1. */
  readonly worker: number;
  /** Gives this one's, whenever somebody asks for all. */
  offer(own: () => Promise<readonly object[]>): void;
  /** Those of every worker that answers. */
  gather(): Promise<readonly (readonly object[])[]>;
}

type Counted = Pick<Services, "passwords" | "textMessages" | "rejectedSignIns" | "providerAnswers">;

export function createMetrics(services: Counted, checks: SessionCheckCounts, exchange?: MetricsExchange): Metrics {
  const registry = new Registry();
  const requests = new Counter({
    name: "mortise_requests_total",
    help: "Requests answered, by route and status.",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "mortise_request_seconds",
    help: "Time to answer, by route.",
    labelNames: ["method", "route"],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  addGauges(registry, services, checks);
  addSignInGauge(registry, services);
  addProviderGauge(registry, services);
  if (exchange) addWorkerGauge(registry, exchange.worker, checks);
  exchange?.offer(() => registry.getMetricsAsJSON());
  return {
    time(method, route) {
      const stop = seconds.startTimer({ method, route });
      return (status) => {
        stop();
        requests.inc({ method, route, status });
      };
    },
    read: async () => (exchange ? AggregatorRegistry.aggregate([...(await exchange.gather())]) : registry).metrics(),
  };
}

function addWorkerGauge(registry: Registry, worker: number, checks: SessionCheckCounts): void {
  new Gauge({
    name: "mortise_worker_session_checks",
    help: "Answers to GET /v1/session since its start, by worker.",
    labelNames: ["worker"],
    registers: [registry],
    collect() {
      this.set({ worker }, checks.found + checks.refused);
    },
  });
}

function addGauges(registry: Registry, { passwords, textMessages }: Counted, checks: SessionCheckCounts): void {
  new Gauge({
    name: "mortise_password_hashes",
    help: "Password hashes computed since start.",
    registers: [registry],
    collect() {
      this.set(passwords.computed);
    },
  });
  new Gauge({
    name: "mortise_session_checks",
    help: "Answers to GET /v1/session since start, by outcome.",
    labelNames: ["outcome"],
    registers: [registry],
    collect() {
      this.set({ outcome: "found" }, checks.found);
      this.set({ outcome: "refused" }, checks.refused);
    },
  });
  new Gauge({
    name: "mortise_text_messages",
    help: "Text messages since start, by outcome: handed over, given up, or refused by a limit.",
    labelNames: ["outcome"],
    registers: [registry],
    collect() {
      const { sent, failed, refused } = textMessages;
      this.set({ outcome: "sent" }, sent);
      this.set({ outcome: "failed" }, failed);
      for (const [reason, count] of Object.entries(refused)) this.set({ outcome: `refused-${reason}` }, count);
    },
  });
}

function addProviderGauge(registry: Registry, { providerAnswers }: Counted): void {
  new Gauge({
    name: "mortise_provider_answers",
    help: "Answers of organizations' identity providers since start, by protocol and outcome.",
    labelNames: ["protocol", "outcome"],
    registers: [registry],
    collect() {
      for (const [protocol, counts] of Object.entries(providerAnswers))
        for (const [outcome, count] of Object.entries(counts)) this.set({ protocol, outcome }, count);
    },
  });
}

function addSignInGauge(registry: Registry, { rejectedSignIns }: Counted): void {
  new Gauge({
    name: "mortise_rejected_sign_ins",
    help: "Proofs rejected at sign-in since start, by whether the address has an account.",
    labelNames: ["account"],
    registers: [registry],
    collect() {
      this.set({ account: "known" }, rejectedSignIns.known);
      this.set({ account: "unknown" }, rejectedSignIns.unknown);
    },
  });
}
