import { beforeAll, describe, expect, test } from "vitest";
import { readCheckpoint } from "../../src/audit/log/tree/checkpoint.ts";
import { openNote } from "../../src/audit/log/tree/signed-note.ts";
import { isConsistent } from "../../src/audit/log/tree/verify-proof.ts";
import { logVerifier, readVerifierKey } from "../../src/crypto/verifier-key.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("the sealed log over HTTP on %s", (dialect) => {
  const server = setServer(dialect, {
    quiet: true,
    settings: {
      MORTISE_LOG_WITNESSES: "file:/srv/secret-folder/checkpoints.txt,webhook+https://hooks.example.com/t0ken",
      MORTISE_LOG_WITNESS_SECRET: "whsec_c2VjcmV0",
    },
  });
  let stranger: Person;
  beforeAll(async () => {
    stranger = new Person(server);
  });

  const key = async () => (expectStatus(await stranger.get("/v1/log/key"), 200).body as string).trim();
  const checkpoint = async (query = "") => {
    const reply = expectStatus(await stranger.get(`/v1/log/checkpoint${query}`), 200);
    expect(reply.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(reply.headers.get("cache-control")).toBe("no-store");
    const note = openNote(reply.body as string, [logVerifier(readVerifierKey(await key())!)]);
    return readCheckpoint(note!.text)!;
  };

  test("before anything is sealed there is a checkpoint of size 0", async () => {
    expect(await checkpoint()).toMatchObject({
      origin: `${new URL(server.services.config.publicUrl).host}/log`,
      size: 0,
    });
    expect((await stranger.get("/v1/log/consistency?from=0")).body).toEqual({ from: 0, to: 0, proof: [] });
  });

  test("anyone checks that a newer checkpoint continues an older one", async () => {
    await (await new Person(server).signUp()).signIn();
    await server.seal();
    const older = await checkpoint();
    for (let at = 0; at < 3; at++) await (await new Person(server).signUp()).signIn();
    await server.seal();
    const newer = await checkpoint();
    const path = `/v1/log/consistency?from=${older.size}&to=${newer.size}`;
    const { proof, ...sizes } = expectStatus(await stranger.get(path), 200).body;
    expect(sizes).toEqual({ from: older.size, to: newer.size });
    const hashes = proof.map((hash: string) => Buffer.from(hash, "base64"));
    expect(isConsistent(older, newer, hashes)).toBe(true);
    expect(isConsistent({ ...older, root: newer.root }, newer, hashes)).toBe(false);
    expect(await checkpoint(`?size=${older.size}`)).toEqual(older);
  });

  test("what the log never was is not found, and what is no size does not fit", async () => {
    const { size } = await checkpoint();
    for (const query of [`from=${size}&to=${size - 1}`, `from=0&to=${size + 1}`, `from=${size + 1}`])
      expect(slugOf(await stranger.get(`/v1/log/consistency?${query}`))).toBe("not-found");
    expect(slugOf(await stranger.get(`/v1/log/checkpoint?size=${size + 1}`))).toBe("not-found");
    for (const query of ["", "from=-1", "from=x", "from=1.5", "from=0&more=1", "from=9007199254740993"])
      expect(slugOf(await stranger.get(`/v1/log/consistency?${query}`))).toBe("invalid-request");
  });

  test("whoever is signed in sees how the log is, and of its witnesses only names", async () => {
    expect(slugOf(await stranger.get("/v1/log"))).toBe("not-signed-in");
    const maya = await (await new Person(server).signUp()).signIn();
    await server.seal();
    const { size } = await checkpoint();
    const at = new Date(server.clock.now()).toISOString();
    expect(expectStatus(await maya.get("/v1/log"), 200).body).toEqual({
      origin: (await checkpoint()).origin,
      size,
      sealedAt: at,
      checkedAt: null,
      checkedSize: null,
      problem: false,
      witnesses: ["checkpoints.txt", "hooks.example.com"].map((name) => ({ name, at: null, size: 0, failing: false })),
    });
  });
});
