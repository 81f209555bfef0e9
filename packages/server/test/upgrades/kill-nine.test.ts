import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SqliteConnection, sqliteModule } from "../../src/database/dialects.ts";
import { messageIdOf, type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { freePort, type ServerProcess, startProcess } from "../support/server-process.ts";

const kills = 20;

let folder: string;
let sink: SmtpSink;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mortise-kill-"));
  sink = await startSmtpSink();
});
afterAll(async () => {
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `killed ${kills} times under load, the server loses no answered change and no mail`,
  { timeout: 900_000 },
  async () => {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const file = join(folder, "mortise.db");
    const environment = {
      MORTISE_PORT: String(port),
      MORTISE_DATABASE_URL: `file:${file}`,
      MORTISE_SMTP_URL: sink.url,
      MORTISE_LOG_LEVEL: "silent",
    };
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const answered = { signUps: new Set<string>(), attempts: new Set<string>() };
    /** Mails the server had noted as sent when it was killed: none of them may come again. */
    const settled = new Map<string, number>();

    let next = 0;
    let stopped = false;
    const signUps = async () => {
      while (!stopped) {
        const email = `person${++next}@example.com`;
        // Without a password there is nothing to hash, and more of the time is writing.
        const reply = await post("/v1/sign-up", { email, name: "P" }).catch(() => undefined);
        if (reply?.status === 202) answered.signUps.add(email);
        else if (reply === undefined) return;
      }
    };
    const attempts = async () => {
      while (!stopped) {
        const reply = await post("/v1/attempts", { purpose: "sign-in", email: `person${next}@example.com` })
          .then((response) => response.json() as Promise<{ id: string }>)
          .catch(() => undefined);
        if (reply === undefined) return;
        if (reply.id) answered.attempts.add(reply.id);
      }
    };
    const counts = () =>
      sink.messages
        .map(messageIdOf)
        .reduce((all, id) => all.set(id, (all.get(id) ?? 0) + 1), new Map<string, number>());

    for (let round = 0; round < kills; round++) {
      const server: ServerProcess = await startProcess(environment);
      stopped = false;
      const target = answered.signUps.size + 5 + (round % 7);
      const load = [signUps(), signUps(), signUps(), attempts()];
      await expect.poll(() => answered.signUps.size, { interval: 5 }).toBeGreaterThanOrEqual(target);
      await server.end("SIGKILL");
      stopped = true;
      await Promise.all(load);
      const database = openReadOnly(file);
      expect(database.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      const emails = new Set(column(database, "select email as value from sign_ups"));
      const ids = new Set(column(database, "select id as value from attempts"));
      expect([...answered.signUps].filter((email) => !emails.has(email))).toEqual([]);
      expect([...answered.attempts].filter((id) => !ids.has(id))).toEqual([]);
      for (const id of column(database, "select id as value from outbox where sent_at is not null"))
        if (!settled.has(id)) settled.set(id, counts().get(`${id}@localhost`) ?? 0);
      database.close();
    }

    const server = await startProcess(environment);
    const mailed = () => new Set(sink.messages.map((raw) => /^To: (.+?)\r?$/m.exec(raw)?.[1]));
    const unsent = () => {
      const database = openReadOnly(file);
      const left = column(database, "select id as value from outbox where sent_at is null");
      database.close();
      return left;
    };
    // What a killed server had claimed is free again half a minute later.
    await expect.poll(unsent, { interval: 200 }).toEqual([]);
    expect(await server.end("SIGTERM")).toBe(0);
    const after = counts();
    for (const [id, count] of settled) expect(after.get(`${id}@localhost`), id).toBe(count);
    const received = mailed();
    expect([...answered.signUps].filter((email) => !received.has(email))).toEqual([]);
  },
);

function openReadOnly(file: string): SqliteConnection {
  return new (sqliteModule().DatabaseSync)(file, { timeout: 5000, readOnly: true });
}

function column(database: SqliteConnection, sql: string): string[] {
  return (database.prepare(sql).all() as { value: string }[]).map(({ value }) => value);
}
