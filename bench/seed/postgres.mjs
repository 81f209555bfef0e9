// Fills a migrated PostgreSQL database with what the seeder puts into a SQLite file.
import pg from "pg";
import { eventsStatement, toldStatement } from "./events.mjs";

/** A database of its own in a cluster: answers its URL. */
export async function createDatabase(clusterUrl, name) {
  await withClient(clusterUrl, (client) => client.query(`create database ${name}`));
  return clusterUrl.replace(/\/postgres$/, `/${name}`);
}

/** The process of a cluster whose children are all that work for it. */
export async function clusterPid(url) {
  const { rows } = await withClient(url, (client) =>
    client.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid"),
  );
  return rows[0].pid;
}

/** Accounts, each with a session in turn: the same ids and tokens as in a file. */
export async function fillPeople(url, { accounts, sessions, seenAt }) {
  const createdAt = Date.now() - 60 * 60 * 1000;
  const id = (prefix, number) => `'${prefix}_01kamgh2v7e8qzbcn4t' || lpad((${number})::text, 8, '0')`;
  const owner = `i % ${accounts}`;
  const bytes = (text) => `sha256(convert_to(${text}, 'UTF8'))`;
  const token = `rtrim(translate(encode(${bytes("'bench session ' || i")}, 'base64'), '+/', '-_'), '=')`;
  const proofs = `'[{"kind":"password","authenticatorId":"' || ${id("pswd", owner)} || '","at":${createdAt}}]'`;
  await withClient(url, async (client) => {
    await client.query(
      `insert into accounts (id, email, email_key, email_verified_at, name, created_at)
       select ${id("acct", "i")}, 'person-' || i || '@example.com', 'person-' || i || '@example.com', ${createdAt}, 'Person ' || i, ${createdAt}
       from generate_series(0, ${accounts - 1}) as i`,
    );
    await client.query(
      `insert into sessions (id, token_hash, account_id, proofs, created_at, last_seen_at, expires_at, method, ip, browser, os)
       select ${id("sess", "i")}, ${bytes(token)}, ${id("acct", owner)}, ${proofs}, ${createdAt}, ${seenAt}, ${createdAt + 7_776_000_000},
         'password', '10.0.' || (i % 256) || '.1', 'Chrome', 'macOS'
       from generate_series(0, ${sessions - 1}) as i`,
    );
    await client.query("analyze accounts, sessions");
  });
}

/** Events that count as sealed and told. */
export function fillEvents(url, { events, accounts }) {
  return withClient(url, async (client) => {
    await client.query("begin");
    await client.query(eventsStatement("postgres", { events, accounts, sealed: true }));
    await client.query(toldStatement(events));
    await client.query("commit");
    await client.query("vacuum analyze events");
  });
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
