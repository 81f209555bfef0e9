import { bindPassword } from "../../src/authenticators/password/bind-password.ts";
import { insertAccount } from "../../src/accounts/accounts.sql.ts";
import type { TestServer } from "./test-server.ts";

/** Puts an account there without its mails, for servers whose mail nobody reads. */
export async function createAccountForTest(
  { services }: TestServer,
  { email, passwordHash }: { email: string; passwordHash: string },
): Promise<string> {
  const id = services.newId("acct");
  const at = services.now();
  await services.transact(async (work) => {
    await insertAccount(work.tx, {
      id,
      email,
      emailKey: email.toLowerCase(),
      name: "Maya Wrenholt",
      emailVerifiedAt: at,
      createdAt: at,
      preferredAuthenticatorId: null,
      suspendedAt: null,
      deletionRequestedAt: null,
      deletesAt: null,
    });
    await bindPassword(work, id, passwordHash);
  });
  return id;
}
