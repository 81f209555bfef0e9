import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openConnection } from "../load/connection.mjs";
import { runInterleaved } from "../rounds.mjs";
import { organizationId, workspaceId } from "../seed/ids.mjs";
import { migratedFolders, startBetterAuth, startLimit, startMortise } from "../servers/start.mjs";

const small = { sessions: 1000, accounts: 200 };
const minute = 60 * 1000;

/** The session check against its limit, against better-auth, and with a thousand times the sessions. */
export async function measureSessions({ root, seeder, generator, connections, large, ...rounds }) {
  const names = ["small", "large", "idle", "members", "free"];
  const [smallFolder, largeFolder, idleFolder, membersFolder, freeFolder] = await migratedFolders(root, names);
  const idle = { accounts: large.accounts / 4, sessions: large.sessions / 4 };
  // Last activity counts as noted for the whole run: these legs only read. The idle ones have theirs to write.
  const seenAt = Date.now() + 30 * minute;
  rounds.progress(`storing ${small.sessions} sessions, and ${large.sessions}`);
  await seeder.ask({ folder: smallFolder, ...small, seenAt });
  await seeder.ask({ folder: largeFolder, ...large, seenAt });
  await seeder.ask({ folder: membersFolder, ...small, seenAt, belongs: true });
  await seeder.ask({ folder: freeFolder, ...small, seenAt, belongs: true, policies: false });
  await seeder.ask({ folder: idleFolder, ...idle, seenAt: Date.now() - 5 * minute });

  const mortise = await startMortise(smallFolder);
  const limit = await startLimit(smallFolder, await answerBytes(mortise.port, smallFolder));
  const betterAuth = await startBetterAuth(join(root, "better-auth"), small);
  const mortiseLarge = await startMortise(largeFolder);
  const mortiseIdle = await startMortise(idleFolder);
  const mortiseMembers = await startMortise(membersFolder);
  const mortiseFree = await startMortise(freeFolder);
  const there = `/v1/session?organization=${organizationId(0)}&workspace=${workspaceId(0)}`;
  const checkOf = (server, tokenFile, { accounts }, { scenario = "sessionCheck", path = "/v1/session" } = {}) => {
    const options = { port: server.port, path, cookie: server.cookie ?? "mortise", tokenFile, accounts };
    return ({ round, ...window }) => {
      const start = Math.floor((idle.sessions / (rounds.rounds + 1)) * round);
      return generator.ask({ scenario, options: { ...options, start }, connections, serverPid: server.pid, ...window });
    };
  };
  const results = await runInterleaved(
    {
      // Short turns, and what is compared stands side by side: the machine's own speed changes every few seconds.
      limit: checkOf(limit, join(smallFolder, "hashes.txt"), small),
      mortise: checkOf(mortise, join(smallFolder, "tokens.txt"), small),
      mortiseMembers: checkOf(mortiseMembers, join(membersFolder, "tokens.txt"), small),
      mortiseThere: checkOf(mortiseMembers, join(membersFolder, "tokens.txt"), small, { path: there }),
      mortiseThereFree: checkOf(mortiseFree, join(freeFolder, "tokens.txt"), small, { path: there }),
      mortiseLarge: checkOf(mortiseLarge, join(largeFolder, "tokens.txt"), large),
      betterAuth: checkOf(betterAuth, join(root, "better-auth/tokens.txt"), small, { path: "/api/auth/get-session" }),
      mortiseIdle: checkOf(mortiseIdle, join(idleFolder, "tokens.txt"), idle, { scenario: "everySessionOnce" }),
    },
    rounds,
  );
  await Promise.all(
    [mortise, limit, betterAuth, mortiseLarge, mortiseIdle, mortiseMembers, mortiseFree].map((server) => server.stop()),
  );
  return results;
}

async function answerBytes(port, folder) {
  const [token] = readFileSync(join(folder, "tokens.txt"), "latin1").split("\n", 1);
  const connection = await openConnection(port);
  const { bytes } = await connection.exchange(
    `GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: mortise=${token}\r\n\r\n`,
  );
  connection.close();
  return bytes;
}
