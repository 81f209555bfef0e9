import { raiseAlerts } from "../../../server/src/alerts/raise-alerts.ts";
import { sealLog } from "../../../server/src/audit/log/seal-log.ts";
import type { Person } from "../../../server/test/support/person.ts";
import type { TestServer } from "../../../server/test/support/test-server.ts";
import { protectedPerson } from "./hosted.ts";

/** Seals what happened and tells everyone who is to hear of it, without waiting for the server to do so. */
export async function tell(server: TestServer): Promise<void> {
  await sealLog(server.services);
  await raiseAlerts(server.services);
}

/** Somebody signed in, a thief who signed in as them, and the link they were mailed. */
export async function robbed(server: TestServer): Promise<{ maya: Person; thief: Person; link: string }> {
  const maya = await (await protectedPerson(server)).signIn();
  const thief = await maya.elsewhere().signIn();
  await tell(server);
  return { maya, thief, link: `/not-me#token=${await maya.notMeToken(/^New sign-in/)}` };
}
