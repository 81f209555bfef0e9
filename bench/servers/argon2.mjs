// Raw Argon2id: the most password sign-ins this machine could do if nothing else were to be done.
import { availableParallelism } from "node:os";
import { verify } from "@node-rs/argon2";
import { answerMessages } from "../processes.mjs";
import { countFor } from "../load/count.mjs";

answerMessages(({ hash, password, seconds, leadSeconds }) => {
  const lanes = Array.from({ length: availableParallelism() }, () => () => verify(hash, password));
  return countFor(lanes, { seconds, leadSeconds });
});
