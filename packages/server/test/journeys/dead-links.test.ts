import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("on %s", (dialect) => {
  const server = setServer(dialect);

  test("a page asks whether its link works, without using it, until it is used or too old", async () => {
    const maya = new Person(server);
    const look = (token: string) => maya.post("/v1/email-verifications/look", { token });
    expectStatus(await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name }), 202);
    const token = await maya.mailedToken();
    for (let times = 0; times < 2; times++)
      expect(expectStatus(await look(token), 200).body).toEqual({ purpose: "sign-up", email: maya.email });
    expectStatus(await maya.post("/v1/email-verifications", { token }), 200);
    expect(slugOf(await look(token)), "used").toBe("link-invalid");
    expect(slugOf(await look(`${token.slice(0, -1)}_`)), "never mailed").toBe("link-invalid");

    await maya.signIn();
    const email = `new.${maya.email}`;
    expectStatus(await maya.call("PUT", "/v1/account/email", { email }), 202);
    const change = await maya.mailedToken(email);
    expect(expectStatus(await look(change), 200).body).toEqual({ purpose: "change-email", email });
    server.clock.advance(24 * 60 * 60);
    expect(slugOf(await look(change)), "too old").toBe("link-invalid");
  });
});
