import { describe, expect, test } from "vitest";
import { hashRecoveryCode } from "../../src/authenticators/recovery-codes/recovery-code.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const complete = "/v1/password-resets/complete";
const wide = (text: string): string =>
  text.replaceAll(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));

describe.each(dialects)("on %s", (dialect) => {
  const server = setServer(dialect);
  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const resetToken = async (who: Person): Promise<string> => {
    expectStatus(await who.post("/v1/password-resets", { email: who.email }), 202);
    return who.mailedToken();
  };
  const expectSame = (reply: Reply): void =>
    expect([reply.status, slugOf(reply), reply.body.reason, reply.body.unmet]).toEqual([
      422,
      "password-unacceptable",
      "same-as-before",
      [],
    ]);

  test("a reset tells that the new password is the old one, and leaves link and sessions", async () => {
    const maya = await signedIn();
    const token = await resetToken(maya);
    expectSame(await maya.post(complete, { token, password: maya.password }));
    expectSame(await maya.post(complete, { token, password: wide(maya.password) }));
    expectStatus(await maya.get("/v1/session"), 200);
    expectStatus(await maya.post(complete, { token, password: "Brand-new-Horse7" }), 204);
  });

  test("whoever guesses behind a link guesses once: what is not the old one is the new one", async () => {
    const maya = await signedIn();
    const token = await resetToken(maya);
    expectStatus(await maya.post(complete, { token, password: "Brand-new-Horse7" }), 204);
    expect(slugOf(await maya.post(complete, { token, password: maya.password }))).toBe("link-invalid");
  });

  test("a change tells it too, to whoever knows the current one", async () => {
    const maya = await signedIn();
    const change = (currentPassword: string, newPassword: string) =>
      maya.call("PUT", "/v1/account/password", { currentPassword, newPassword });
    expectSame(await change(maya.password, maya.password));
    expectSame(await change(maya.password, wide(maya.password)));
    expect(slugOf(await change("Wrong-Horse9", "Wrong-Horse9"))).toBe("proof-rejected");
    expectStatus(await change(maya.password, "Brand-new-Horse7"), 204);
  });

  test("the page behind a reset link knows whose password it is, as long as the link works", async () => {
    const maya = await signedIn();
    const token = await resetToken(maya);
    const look = (given: string) => maya.post("/v1/password-resets/look", { token: given });
    for (let times = 0; times < 2; times++)
      expect(expectStatus(await look(token), 200).body).toEqual({ email: maya.email });
    expect(slugOf(await look(`${token.slice(0, -1)}_`))).toBe("link-invalid");
    const nobody = new Person(server);
    await nobody.post("/v1/password-resets", { email: nobody.email });
    expectStatus(await maya.post(complete, { token, password: "Brand-new-Horse7" }), 204);
    expect(slugOf(await look(token))).toBe("link-invalid");
  });

  test("codes are read as they were meant, of every kind", async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    const first = maya.elsewhere();
    const id = await first.startSignIn();
    await first.prove(id, { kind: "password", password: maya.password });
    const code = wide(maya.freshCode());
    expectStatus(
      await first.prove(id, { kind: "totp", code: `\u200f${code.slice(0, 3)}\u2212${code.slice(3)}\u00ad` }),
      200,
    );
    const second = maya.elsewhere();
    const other = await second.startSignIn();
    await second.prove(other, { kind: "password", password: maya.password });
    const typed = wide(maya.recoveryCodes[0]!.toLowerCase()).replaceAll("\uff0d", "\u2014\u200b");
    expectStatus(await second.prove(other, { kind: "recovery-code", code: typed }), 200);
  });

  test("recovery codes of 50 bits, as they were made before, still open the account", async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    const { keys, newId } = server.services;
    const [codeHash] = hashRecoveryCode(keys, maya.accountId, "01ABCDEFGH");
    await server.services.transact(async ({ tx }) => {
      const { id: setId } = await tx
        .selectFrom("recoveryCodeSets")
        .select("id")
        .where("accountId", "=", maya.accountId)
        .executeTakeFirstOrThrow();
      const row = { id: newId("rcod"), setId, accountId: maya.accountId, codeHash: codeHash! };
      await tx.insertInto("recoveryCodes").values(row).execute();
    });
    const other = maya.elsewhere();
    const id = await other.startSignIn();
    await other.prove(id, { kind: "password", password: maya.password });
    expectStatus(await other.prove(id, { kind: "recovery-code", code: "olabc-defgh" }), 200);
  });
});
