import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Services } from "../services.ts";

/** What operators can watch. No label holds anything of a person. */
export interface Metrics {
  /** Starts timing a request; call the answer with its status. */
  time(method: string, route: string): (status: number) => void;
  read(): Promise<string>;
}

export function createMetrics({ passwords }: Pick<Services, "passwords">): Metrics {
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
  new Gauge({
    name: "mortise_password_hashes",
    help: "Password hashes computed since start.",
    registers: [registry],
    collect() {
      this.set(passwords.computed);
    },
  });
  return {
    time(method, route) {
      const stop = seconds.startTimer({ method, route });
      return (status) => {
        stop();
        requests.inc({ method, route, status });
      };
    },
    read: () => registry.metrics(),
  };
}
