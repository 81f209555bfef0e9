// The limit: nothing but node:http and one prepared read of what the session check reads.
import { createServer } from "node:http";
import { openLikeServer } from "../sqlite.mjs";
import { hashIn, paddingFor, rowStatement } from "./limit-row.mjs";

// The bench asks it to end; a normal exit writes its profile, when one is made.
process.on("SIGTERM", () => process.exit());

const [file, port, answerBytes] = process.argv.slice(2);
const database = openLikeServer(file, { readOnly: true });
const find = database.prepare(rowStatement("(select ?)"));
let padding = "";

const server = createServer((request, response) => {
  const row = find.get(hashIn(request));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(row) + padding);
});

server.listen(Number(port), "127.0.0.1", async () => {
  const { tokenHash } = database.prepare("select token_hash as tokenHash from sessions limit 1").get();
  padding = await paddingFor(Number(port), tokenHash, Number(answerBytes));
  console.log("limit is ready");
});
