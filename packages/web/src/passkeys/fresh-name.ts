import { answerOf, type MortiseClient } from "@mortise/sdk";
import { allOf } from "../authenticators/kinds.ts";
import { freeName } from "../authenticators/name.ts";
import { proposedName } from "./device-name.ts";

/** The device's name for a passkey that nobody names, numbered when another authenticator has it. */
export async function freshName(client: MortiseClient): Promise<string> {
  const bound = await answerOf(client.GET("/v1/account/authenticators")).catch(() => undefined);
  return freeName(proposedName(), bound === undefined ? [] : allOf(bound));
}
