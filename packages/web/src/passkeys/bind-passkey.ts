import { answerOf } from "@mortise/sdk";
import type { Mortise } from "../app/api-types.ts";
import { makePasskey } from "./ceremony.ts";

export interface PasskeyWish {
  securityKey?: boolean;
  conditional?: boolean;
}

export type BegunPasskey = Awaited<ReturnType<typeof beginPasskey>>;

export function beginPasskey(client: Mortise, wish: PasskeyWish) {
  return answerOf(client.POST("/v1/account/authenticators/passkeys", { body: wish }));
}

/** The ceremony in the browser, then the server's word on it. */
export async function completePasskey(client: Mortise, begun: BegunPasskey, name: string, silently = false) {
  const credential = await makePasskey(begun.options, { silently });
  return answerOf(
    client.POST("/v1/account/authenticators/passkeys/{id}/complete", {
      params: { path: { id: begun.id } },
      body: { credential, name },
    }),
  );
}
