import type { Sweep } from "../../database/sweep.ts";
import { deleteOldHandoffs, deleteOldRequests, deleteOldSeen } from "./requests.sql.ts";

const hourMs = 60 * 60 * 1000;

/** Forgets what was under way at providers, and what was accepted once and could not be accepted again by now. */
export const sweepRequests: Sweep = async (tx, now, most) => {
  let done = 0;
  for (const sweep of [deleteOldRequests, deleteOldHandoffs, deleteOldSeen])
    done += await sweep(tx, now - hourMs, most - done);
  return done;
};
