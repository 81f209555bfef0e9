import { join } from "node:path";
import { answerBytes } from "../load/answer-bytes.mjs";
import { runInterleaved } from "../rounds.mjs";
import { organizationId, workspaceId } from "../seed/ids.mjs";
import { migratedFolders, startBetterAuth, startHono, startJose, startLimit, startMortise } from "../servers/start.mjs";

const small = { sessions: 1000, accounts: 200 };
const minute = 60 * 1000;

/** The session check against its limit, against peers, with a thousand times the sessions, and beside writes. */
export async function measureSessions({ root, seeder, generator, connections, large, ...rounds }) {
  const idle = { accounts: large.accounts / 4, sessions: large.sessions / 4 };
  const folders = await seedAll({ root, seeder, large, idle, progress: rounds.progress });
  const servers = await startAll(folders);
  const there = `/v1/session?organization=${organizationId(0)}&workspace=${workspaceId(0)}`;
  const checkOf = (name, { accounts }, { scenario = "sessionCheck", path = "/v1/session", tokens, beside } = {}) => {
    const { server, folder } = servers[name];
    const tokenFile = join(folder, tokens ?? "tokens.txt");
    const options = { port: server.port, path, cookie: server.cookie ?? "mortise", tokenFile, accounts };
    return ({ round, ...window }) => {
      const start = Math.floor((idle.sessions / (rounds.rounds + 1)) * round);
      const asked = { scenario, options: { ...options, start }, connections, serverPid: server.pid, ...window };
      return generator.ask({ ...asked, ...(beside && { beside: { ...beside, options } }) });
    };
  };
  const writes = { scenario: "rename", perSecond: 50 };
  const results = await runInterleaved(
    {
      // Short turns, and what is compared stands side by side: the machine's own speed changes every few seconds.
      limit: checkOf("limit", small, { tokens: "hashes.txt" }),
      mortise: checkOf("small", small),
      jose: checkOf("jose", small),
      hono: checkOf("hono", small, { path: "/" }),
      mortiseMembers: checkOf("members", small),
      mortiseBySso: checkOf("sso", small),
      mortiseThere: checkOf("members", small, { path: there }),
      mortiseThereFree: checkOf("free", small, { path: there }),
      betterAuth: checkOf("betterAuth", small, { path: "/api/auth/get-session" }),
      limitLarge: checkOf("limitLarge", large, { tokens: "hashes.txt" }),
      mortiseLarge: checkOf("large", large),
      mortiseBeside: checkOf("large", large, { beside: writes }),
      mortiseIdle: checkOf("idle", idle, { scenario: "everySessionOnce" }),
    },
    rounds,
  );
  await Promise.all(Object.values(servers).map(({ server }) => server.stop()));
  return results;
}

async function seedAll({ root, seeder, large, idle, progress }) {
  const names = ["small", "large", "idle", "members", "free", "sso"];
  const folders = Object.fromEntries((await migratedFolders(root, names)).map((folder, at) => [names[at], folder]));
  // Last activity counts as noted while these legs run, which then only read; further ahead no clock is believed. The idle ones
  // have theirs to write.
  const seenAt = Date.now() + 4.8 * minute;
  progress(`storing ${small.sessions} sessions, and ${large.sessions}`);
  await seeder.ask({ folder: folders.small, ...small, seenAt });
  await seeder.ask({ folder: folders.large, ...large, seenAt });
  await seeder.ask({ folder: folders.members, ...small, seenAt, belongs: true });
  await seeder.ask({ folder: folders.sso, ...small, seenAt, belongs: true, bySso: true });
  await seeder.ask({ folder: folders.free, ...small, seenAt, belongs: true, policies: false });
  await seeder.ask({ folder: folders.idle, ...idle, seenAt: Date.now() - 5 * minute });
  return { ...folders, root };
}

async function startAll({ root, ...folders }) {
  const started = Object.fromEntries(
    await Promise.all(
      Object.entries(folders).map(async ([name, folder]) => [name, { folder, server: await startMortise(folder) }]),
    ),
  );
  const bytes = await answerBytes(started.small.server.port, folders.small);
  const peer = async (start, name) => ({ folder: join(root, name), server: await start(join(root, name), small) });
  return {
    ...started,
    limit: { folder: folders.small, server: await startLimit(folders.small, bytes) },
    limitLarge: { folder: folders.large, server: await startLimit(folders.large, bytes) },
    betterAuth: await peer(startBetterAuth, "better-auth"),
    jose: await peer(startJose, "jose"),
    hono: await peer(startHono, "hono"),
  };
}
