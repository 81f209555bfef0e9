import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";

/** More passwords wait to be checked than may: says when those before will be done. */
export function refuseBusy({ passwords, now }: Pick<Services, "passwords" | "now">): Refusal<"rate-limited"> {
  return refuse("rate-limited", {
    retryAt: now() + passwords.clearsIn,
    detail: "Very many people are signing in just now. Wait a moment, then try again.",
  });
}
