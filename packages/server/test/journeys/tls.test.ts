import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { readConfig } from "../../src/config/config.ts";
import { openServer } from "../../src/http/open-server.ts";
import { sendRaw } from "../support/raw.ts";
import { startServer } from "../support/test-server.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const certify = (name: string): void => {
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", at(`${name}.key`)];
  const says = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost", "-days", "2"];
  execFileSync("openssl", ["req", "-x509", "-nodes", ...made, ...says, "-out", at(`${name}.pem`)], { stdio: "ignore" });
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mortise-tls-"));
  for (const name of ["server", "proxy", "stranger"]) certify(name);
  writeFileSync(at("broken.pem"), "no certificate");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = (more: Record<string, string> = {}) => ({
  MORTISE_PUBLIC_URL: "https://localhost",
  MORTISE_TLS_CERTIFICATE_FILE: at("server.pem"),
  MORTISE_TLS_KEY_FILE: at("server.key"),
  ...more,
});

describe("a server that speaks TLS itself", () => {
  const serve = async (more: Record<string, string>, ask: (port: number) => Promise<void>): Promise<void> => {
    const server = await startServer("sqlite", { settings: settings(more), quiet: true });
    const own = server.mortise.createServer();
    await new Promise<void>((resolve) => void own.listen(0, "127.0.0.1", resolve));
    try {
      await ask((own.address() as AddressInfo).port);
    } finally {
      own.closeAllConnections();
      await new Promise((resolve) => void own.close(resolve));
      await server.close();
    }
  };
  const get = (port: number, path: string, as?: string): Promise<{ status: number; hsts: unknown }> =>
    new Promise((resolve, reject) => {
      const own = as === undefined ? {} : { cert: readFileSync(at(`${as}.pem`)), key: readFileSync(at(`${as}.key`)) };
      const options = {
        host: "localhost",
        port,
        path,
        ca: readFileSync(at("server.pem")),
        agent: false as const,
        ...own,
      };
      request(options, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, hsts: answer.headers["strict-transport-security"] });
      })
        .on("error", reject)
        .end();
    });
  const protocol = (port: number, version: "TLSv1.1" | "TLSv1.2" | "TLSv1.3"): Promise<string | null> =>
    new Promise((resolve) => {
      const only = { minVersion: version, maxVersion: version, ciphers: "DEFAULT@SECLEVEL=0" };
      const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false, ...only });
      socket.on("secureConnect", () => {
        resolve(socket.getProtocol());
        socket.destroy();
      });
      socket.on("error", () => resolve(null));
    });

  test("answers by TLS 1.2 and 1.3, and by nothing older or plain", async () => {
    await serve({}, async (port) => {
      expect(await get(port, "/healthz")).toEqual({ status: 200, hsts: expect.stringContaining("max-age=") });
      expect((await get(port, "/v1/session")).status).toBe(401);
      expect(
        await Promise.all((["TLSv1.1", "TLSv1.2", "TLSv1.3"] as const).map((each) => protocol(port, each))),
      ).toEqual([null, "TLSv1.2", "TLSv1.3"]);
      const plain = ["GET /healthz HTTP/1.1", "Host: localhost", "Connection: close"];
      await expect(sendRaw(`http://127.0.0.1:${port}`, plain)).rejects.toThrow();
    });
  });

  test("lets in only whom the named authority knows", async () => {
    await serve({ MORTISE_TLS_CLIENT_CA_FILE: at("proxy.pem") }, async (port) => {
      expect((await get(port, "/healthz", "proxy")).status).toBe(200);
      await expect(get(port, "/healthz")).rejects.toThrow();
      await expect(get(port, "/healthz", "stranger")).rejects.toThrow();
    });
  });

  test("is refused at start, in a sentence, where half of it is set, or nothing can be read", () => {
    const refusal = (environment: Record<string, string | undefined>): string => {
      try {
        openServer(readConfig({ MORTISE_SMTP_URL: "smtp://127.0.0.1:9", ...environment }), {}, () => {});
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        return (error as Error).message;
      }
      return "";
    };
    const half = { ...settings(), MORTISE_TLS_KEY_FILE: undefined };
    expect(refusal(half)).toContain("go together");
    expect(refusal({ MORTISE_TLS_CLIENT_CA_FILE: at("proxy.pem") })).toContain("go together");
    expect(refusal(settings({ MORTISE_PUBLIC_URL: "http://localhost:3000" }))).toContain("MORTISE_PUBLIC_URL is http");
    expect(refusal(settings({ MORTISE_TLS_KEY_FILE: at("gone.key") }))).toBe(
      `MORTISE_TLS_KEY_FILE: ${at("gone.key")} cannot be read (ENOENT).`,
    );
    expect(refusal(settings({ MORTISE_TLS_CERTIFICATE_FILE: at("broken.pem") }))).toContain("hold no certificate");
    expect(refusal(settings({ MORTISE_TLS_KEY_FILE: at("proxy.key") }))).toContain("hold no certificate");
    expect(readConfig({ ...settings(), MORTISE_PUBLIC_URL: undefined, MORTISE_PORT: "8443" }).publicUrl).toBe(
      "https://localhost:8443",
    );
  });
});
