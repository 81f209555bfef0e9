// The bare way on PostgreSQL: node:http and a pool of pg that reads the session check's row by a statement prepared under a name.
import { createServer } from "node:http";
import pg from "pg";
import { hashIn, paddingFor, rowStatement } from "./limit-row.mjs";

process.on("SIGTERM", () => process.exit());

const [url, port, answerBytes] = process.argv.slice(2);
// As many connections as the server has.
const pool = new pg.Pool({ connectionString: url, max: 10 });
const statement = { name: "session", text: rowStatement("$1") };
let padding = "";

const server = createServer(async (request, response) => {
  const { rows } = await pool.query({ ...statement, values: [hashIn(request)] });
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(rows[0]) + padding);
});

server.listen(Number(port), "127.0.0.1", async () => {
  const { rows } = await pool.query("select token_hash from sessions limit 1");
  padding = await paddingFor(Number(port), rows[0].token_hash, Number(answerBytes));
  console.log("limit is ready");
});
