import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base32, codeOf, findStep, otpauthUri, timeStep } from "../../src/authenticators/totp/totp.ts";
import { chromium } from "playwright-core";
import { pathOf } from "../../../../tools/programs.mjs";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { halfSignIn } from "../support/phones.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const vectors = JSON.parse(readFileSync(new URL("vectors/totp-rfc.json", import.meta.url), "utf8")) as {
  hotp: { secretHex: string; codes: string[] };
  totp: { seeds: { SHA1: string }; rows: [number, string, string, string][] };
};

describe("RFC 4226 and RFC 6238", () => {
  const secret = Buffer.from(vectors.hotp.secretHex, "hex");

  test.each(vectors.hotp.codes.map((code, counter) => ({ code, counter })))(
    "accepts-hotp-$counter",
    ({ code, counter }) => {
      expect(codeOf(secret, counter)).toBe(code);
    },
  );

  test.each(vectors.totp.rows.map(([seconds, code]) => ({ seconds, code })))(
    "accepts-totp-sha1-at-$seconds",
    ({ seconds, code }) => {
      const seed = Buffer.from(vectors.totp.seeds.SHA1, "hex");
      expect(codeOf(seed, timeStep(seconds * 1000), 8)).toBe(code);
      expect(findStep(seed, code.slice(2), { at: seconds * 1000, around: 1 })).toBe(timeStep(seconds * 1000));
    },
  );

  test("accepts one step either side of now, and rejects two", () => {
    const at = 1_795_000_000_000;
    const offsets = [-2, -1, 0, 1, 2].map((steps) =>
      findStep(secret, codeOf(secret, timeStep(at) + steps), { at, around: 1 }),
    );
    expect(offsets).toEqual([undefined, timeStep(at) - 1, timeStep(at), timeStep(at) + 1, undefined]);
  });

  test("a deployment may take the present step only: at binding and at sign-in", async () => {
    const strict = await startServer("sqlite", { settings: { MORTISE_TOTP_STEPS_AROUND: "0" } });
    try {
      const maya = await (await new Person(strict).signUp()).signIn();
      const { id, secret: given } = expectStatus(await maya.post("/v1/account/authenticators/totp"), 201).body;
      maya.secrets.push(given);
      const complete = (code: string) =>
        maya.post(`/v1/account/authenticators/totp/${id}/complete`, { code, name: "Phone" });
      const early = maya.code();
      strict.clock.advance(30);
      expect(slugOf(await complete(early))).toBe("proof-rejected");
      expectStatus(await complete(maya.code()), 201);
      strict.clock.advance(30);
      const late = maya.code();
      strict.clock.advance(30);
      const attempt = await halfSignIn(maya);
      expect(slugOf(await maya.prove(attempt, { kind: "totp", code: late }))).toBe("proof-rejected");
      expectStatus(await maya.prove(attempt, { kind: "totp", code: maya.code() }), 200);
    } finally {
      await strict.close();
    }
  });

  test("writes secrets in base32 (RFC 4648 §10)", () => {
    const words = { f: "MY", fo: "MZXQ", foo: "MZXW6", foob: "MZXW6YQ", fooba: "MZXW6YTB", foobar: "MZXW6YTBOI" };
    for (const [word, text] of Object.entries(words)) expect(base32(Buffer.from(word))).toBe(text);
  });

  test("names issuer and account in the URI, whatever they hold", () => {
    expect(otpauthUri(secret, "Acme: Tools & Co", "maya+x@example.com")).toBe(
      "otpauth://totp/Acme%20%20Tools%20%26%20Co:maya%2Bx%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%3A%20Tools%20%26%20Co&algorithm=SHA1&digits=6&period=30",
    );
  });
});

describe("with programs nobody here wrote", () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    server = await startServer("sqlite");
    folder = mkdtempSync(join(tmpdir(), "mortise-qr-"));
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const oathtool = (secret: string) =>
    execFileSync(
      pathOf("oathtool"),
      [
        "--totp",
        "--base32",
        `--now=${new Date(server.clock.now()).toISOString().replace("T", " ").slice(0, 19)} UTC`,
        secret,
      ],
      { encoding: "utf8" },
    ).trim();

  test("codes made by oathtool bind and sign in, once each", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const { id, secret } = expectStatus(await maya.post("/v1/account/authenticators/totp"), 201).body;
    expectStatus(
      await maya.post(`/v1/account/authenticators/totp/${id}/complete`, { code: oathtool(secret), name: "oathtool" }),
      201,
    );
    for (let time = 0; time < 3; time++) {
      server.clock.advance(30);
      const attempt = await maya.startSignIn();
      await maya.prove(attempt, { kind: "password", password: maya.password });
      const code = oathtool(secret);
      expect(
        (await maya.prove(attempt, { kind: "totp", code: `${code.slice(0, 3)} ${code.slice(3)}` })).body.status,
      ).toBe("complete");
      const again = await maya.startSignIn();
      await maya.prove(again, { kind: "password", password: maya.password });
      expect(slugOf(await maya.prove(again, { kind: "totp", code }))).toBe("proof-rejected");
    }
  });

  test("a step before the last spent one is spent too", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    server.clock.advance(60);
    const earlier = maya.code();
    server.clock.advance(30);
    const [first, second] = [await maya.startSignIn(), await maya.startSignIn()];
    for (const id of [first, second]) await maya.prove(id, { kind: "password", password: maya.password });
    expect((await maya.prove(first, { kind: "totp", code: maya.code() })).status).toBe(200);
    expect(slugOf(await maya.prove(second, { kind: "totp", code: earlier }))).toBe("proof-rejected");
  });

  test("zbarimg reads the QR image and finds the URI", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const { uri, qrSvg } = (await maya.post("/v1/account/authenticators/totp")).body;
    const browser = await chromium.launch({
      executablePath: pathOf("browser"),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    const png = join(folder, "qr.png");
    try {
      const page = await browser.newPage({ viewport: { width: 400, height: 400 } });
      await page.setContent(`<body style="margin:0;background:#fff">${qrSvg as string}`);
      writeFileSync(png, await page.screenshot());
    } finally {
      await browser.close();
    }
    expect(
      execFileSync(pathOf("zbarimg"), ["--quiet", "--raw", png], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim(),
    ).toBe(uri);
  });

  test("many bindings may be pending; each ends after ten minutes, and a stranger's is not found", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const pending: { id: string; secret: string }[] = [];
    for (let each = 0; each < 5; each++) pending.push((await maya.post("/v1/account/authenticators/totp")).body);
    const dana = await (await new Person(server).signUp()).signIn();
    const complete = (person: Person, which: number) => {
      maya.secrets[0] = pending[which]!.secret;
      return person.post(`/v1/account/authenticators/totp/${pending[which]!.id}/complete`, {
        code: maya.code(),
        name: `App ${which}`,
      });
    };
    expect(slugOf(await complete(dana, 0))).toBe("not-found");
    expect((await complete(maya, 3)).body.recoveryCodes).toHaveLength(10);
    server.clock.advance(1);
    expect((await complete(maya, 1)).body.recoveryCodes).toBeUndefined();
    expect(slugOf(await complete(maya, 1))).toBe("attempt-closed");
    server.clock.advance(600);
    expect(slugOf(await complete(maya, 2))).toBe("attempt-closed");
    expect((await maya.get("/v1/account/authenticators")).body.totp.map(({ name }: { name: string }) => name)).toEqual([
      "App 3",
      "App 1",
    ]);
  });
});
