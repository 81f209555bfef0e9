import { fileURLToPath } from "node:url";
import { password } from "../seed/ids.mjs";
import { startWorker } from "../processes.mjs";
import { runInterleaved } from "../rounds.mjs";

/** Whole password sign-ins over HTTP against nothing but the hashes they need. */
export async function measureSignIn({ server, hash, generator, accounts, signInConnections, ...rounds }) {
  const argon2 = startWorker(fileURLToPath(new URL("../servers/argon2.mjs", import.meta.url)));
  const options = { port: server.port, accounts };
  const results = await runInterleaved(
    {
      signIn: (window) =>
        generator.ask({
          scenario: "signIn",
          options,
          connections: signInConnections,
          serverPid: server.pid,
          ...window,
        }),
      argon2: (window) => argon2.ask({ hash, password, ...window }),
    },
    rounds,
  );
  await argon2.stop();
  return results;
}
