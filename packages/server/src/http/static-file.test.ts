import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packText, serveFile } from "./static-file.ts";

const picture = { plain: new Uint8Array([137, 80, 78, 71]), packed: {} };
const kept = { "content-type": "image/png", "cache-control": "no-cache" };

test("what is packed in itself goes as it is, and does not vary", async () => {
  const serve = serveFile(() => picture, kept);
  for (const accepted of ["br, gzip", "identity;q=0", "*", null]) {
    const answer = serve((name) => (name === "accept-encoding" ? accepted : null));
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture.plain);
    expect([...answer.headers.keys()]).toEqual(["cache-control", "content-length", "content-type", "etag"]);
  }
});

test("a text is packed in every way there is", () => {
  const { plain, packed } = packText("ä".repeat(500));
  expect(plain.length).toBe(1000);
  expect(brotliDecompressSync(packed.br!)).toEqual(Buffer.from(plain));
  expect(gunzipSync(packed.gzip!)).toEqual(Buffer.from(plain));
  expect(packed.br!.length).toBeLessThan(50);
});

test("what nobody keeps has no mark, and is sent whoever says that they have it", () => {
  const serve = serveFile(() => packText("<p>"), { "content-type": "text/html; charset=utf-8" });
  const answer = serve((name) => (name === "if-none-match" ? "*" : "br"), 404);
  expect([answer.status, answer.headers.get("etag"), answer.headers.get("vary")]).toEqual([
    404,
    null,
    "accept-encoding",
  ]);
});
