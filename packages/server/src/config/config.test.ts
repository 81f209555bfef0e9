import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRootKey } from "../crypto/keys.ts";
import { ConfigError } from "./config-error.ts";
import { readConfig } from "./config.ts";
import { fileVariableOf } from "./read-settings.ts";
import { settings } from "./settings.ts";

let folder: string;
let written = 0;
const file = (content: string): string => {
  const path = join(folder, `secret-${(written += 1)}`);
  writeFileSync(path, content);
  return path;
};
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "mortise-config-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = (byte: number): string => Buffer.alloc(32, byte).toString("base64");

const refusalOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return "";
};

describe("the settings", () => {
  test("are named once, and no name stands for another one's file", () => {
    const names = settings.flatMap((setting) => [setting.name, fileVariableOf(setting) ?? []].flat());
    expect(names.length).toBeGreaterThan(settings.length);
    expect(new Set(names).size).toBe(names.length);
  });

  test("are read into the form the code uses", () => {
    const config = readConfig({
      MORTISE_PORT: "3100",
      MORTISE_DATABASE_STATEMENT_NAMES: "off",
      MORTISE_ORIGINS: "https://app.example.com, https://b.example.com",
      MORTISE_TRUSTED_PROXIES: "10.0.0.0/8,::1",
      MORTISE_COUNTRY_HEADER: "CF-IPCountry",
      MORTISE_ALLOWED_NETWORKS: "10.20.0.0/16",
      MORTISE_DNS_SERVERS: "9.9.9.9, 127.0.0.1:5353,[::1]:5353,2620:fe::fe",
      MORTISE_TEXT_MESSAGE_COUNTRIES: "DE, AT",
      MORTISE_SUPPORT_URL: "",
    });
    expect(config).toMatchObject({
      port: 3100,
      publicUrl: "http://localhost:3100",
      isPublicUrlLoopback: true,
      databasePool: 10,
      databaseStatementNames: false,
      rootKeys: [],
      origins: ["https://app.example.com", "https://b.example.com"],
      countryHeader: "cf-ipcountry",
      dnsServers: ["9.9.9.9", "127.0.0.1:5353", "[::1]:5353", "2620:fe::fe"],
      mailFrom: { name: "Mortise", address: "no-reply@localhost" },
      supportUrl: undefined,
      signUp: "open",
      session: { idleSeconds: 2_592_000, absoluteSeconds: 7_776_000, mostPerAccount: 100 },
      textMessages: { isOn: true, countries: ["DE", "AT"], dailyLimit: 1000, transportUrl: undefined },
      keptChannels: ["email", "text-message"],
    });
    expect(config.trustedProxies.map((range) => range.has("10.1.2.3"))).toEqual([true, false]);
    expect(config.allowedNetworks.map(({ text }) => text)).toEqual(["10.20.0.0/16"]);
    expect(config.plans.get(config.defaultPlan)).toMatchObject({ name: "free", sso: false });
  });

  test.each([
    [{}, { preset: "default", minLength: 8, requires: [] }],
    [
      { MORTISE_PASSWORD_PRESET: "mixed" },
      { preset: "mixed", minLength: 8, requires: ["uppercase", "lowercase", "digit", "symbol"] },
    ],
    [{ MORTISE_PASSWORD_PRESET: "nist" }, { preset: "nist", minLength: 15, requires: [] }],
    [{ MORTISE_PASSWORD_MIN_LENGTH: "12" }, { preset: "custom", minLength: 12 }],
    [
      { MORTISE_PASSWORD_PRESET: "nist", MORTISE_PASSWORD_REQUIRES: "symbol, digit" },
      { preset: "custom", minLength: 15, requires: ["symbol", "digit"] },
    ],
    [{ MORTISE_PASSWORD_REQUIRES: "none" }, { preset: "custom", minLength: 8, requires: [] }],
  ])("%o are the passwords' rules", (given, rules) => {
    expect(readConfig(given as Record<string, string>).passwordRules).toMatchObject(rules);
  });
});

describe("a wrong setting is refused by name", () => {
  test.each<[Record<string, string>, string]>([
    [{ MORTISE_PORT: "3o00" }, "MORTISE_PORT: must be a whole number from 1 to 65535."],
    [{ MORTISE_DATABASE_POOL: "201" }, "MORTISE_DATABASE_POOL: must be a whole number from 1 to 200."],
    [
      { MORTISE_ROOT_KEY: `${key(1)},hunter2` },
      "MORTISE_ROOT_KEY: a root key must be exactly 32 bytes, in base64 or hex (openssl rand -base64 32).",
    ],
    [{ MORTISE_SIGN_UP: "maybe" }, "MORTISE_SIGN_UP: must be one of open, closed."],
    [{ MORTISE_TEXT_MESSAGES: "yes" }, "MORTISE_TEXT_MESSAGES: must be one of on, off."],
    [{ MORTISE_DATABASE_URL: "mysql://x" }, "MORTISE_DATABASE_URL: must start with file: or postgres://."],
    [
      { MORTISE_TRUSTED_PROXIES: "127.0.0.1,10.0.0.0/33" },
      'MORTISE_TRUSTED_PROXIES: "10.0.0.0/33" is not an address range such as 10.0.0.0/8.',
    ],
    [
      { MORTISE_ALLOWED_NETWORKS: "10.0.0.0/8,localhost" },
      'MORTISE_ALLOWED_NETWORKS: "localhost" is not an address range such as 10.0.0.0/8.',
    ],
    ...["dns.example.com", "127.0.0.1:0", "127.0.0.1:70000", "[127.0.0.1]:53", "127.0.0.1:53:53", "::1:x"].map(
      (given): [Record<string, string>, string] => [
        { MORTISE_DNS_SERVERS: given },
        `MORTISE_DNS_SERVERS: "${given}" is not the address of a DNS server such as 9.9.9.9, 127.0.0.1:5353 or [::1]:5353.`,
      ],
    ),
    [
      { MORTISE_ORIGINS: "https://a.example/" },
      'MORTISE_ORIGINS: "https://a.example/" is not an https origin such as https://app.example.com.',
    ],
    [{ MORTISE_SUPPORT_URL: "help" }, "MORTISE_SUPPORT_URL: must be a URL."],
    [
      { MORTISE_PASSWORD_REQUIRES: "digit,emoji" },
      "MORTISE_PASSWORD_REQUIRES: must be none, or some of uppercase, lowercase, digit, symbol.",
    ],
    [
      { MORTISE_PASSWORD_REQUIRES: "," },
      "MORTISE_PASSWORD_REQUIRES: has an empty entry: a comma too many, or a value that is missing.",
    ],
    [
      { MORTISE_TEXT_MESSAGE_COUNTRIES: "Germany" },
      "MORTISE_TEXT_MESSAGE_COUNTRIES: must be country codes such as DE,AT,CH.",
    ],
    [{ MORTISE_PLANS: "{" }, "MORTISE_PLANS: is not JSON; docs/configuration.md shows what it looks like."],
    [
      { MORTISE_DEFAULT_PLAN: "gold" },
      "MORTISE_DEFAULT_PLAN is gold, which is not a plan. MORTISE_PLANS names free, team, enterprise.",
    ],
    [
      { MORTISE_DKIM_DOMAIN: "example.com" },
      "MORTISE_DKIM_DOMAIN, MORTISE_DKIM_SELECTOR and MORTISE_DKIM_KEY_FILE go together: set all three or none.",
    ],
    [
      { MORTISE_PUBLIC_URL: "https://id.example.com/mortise" },
      "MORTISE_PUBLIC_URL: must be an origin: scheme, host and port, with no path, query or user.",
    ],
    [
      { MORTISE_PUBLIC_URL: "id.example.com" },
      "MORTISE_PUBLIC_URL: must be an absolute URL such as https://id.example.com.",
    ],
  ])("%o", (environment, sentence) => {
    expect(refusalOf(environment)).toBe(sentence);
  });

  test("a plan with an unknown permission says which", () => {
    expect(refusalOf({ MORTISE_PLANS: '{"free":{"fax":true}}' })).toMatch(/^MORTISE_PLANS: free/);
  });
});

describe("an unknown setting", () => {
  test.each([
    ["MORTISE_PUBIC_URL", "MORTISE_PUBLIC_URL"],
    ["MORTISE_PORTT", "MORTISE_PORT"],
    ["MORTISE_ROOT_KEY_FLE", "MORTISE_ROOT_KEY_FILE"],
    ["MORTISE_ROOTKEY", "MORTISE_ROOT_KEY"],
  ])("%s: %s is suggested", (given, meant) => {
    expect(refusalOf({ [given]: "1" })).toBe(
      `${given} is not a setting. Did you mean ${meant}? docs/configuration.md lists them all.`,
    );
  });

  test.each(["MORTISE_FOO", "MORTISE_", "MORTISE_TENANTS_PER_PERSON", "MORTISE_PORT_FILE"])(
    "%s: nothing is near, nothing is suggested",
    (given) => {
      expect(refusalOf({ [given]: "1" })).toBe(`${given} is not a setting. docs/configuration.md lists them all.`);
    },
  );

  test("other variables are nobody's business", () => {
    expect(readConfig({ PATH: "/bin", mortise_port: "x" }).port).toBe(3000);
  });
});

describe("a secret in a file", () => {
  test.each([
    ["with a line feed", `${key(1)},${key(2)}\n`],
    ["as Windows ends it", `${key(1)},${key(2)}\r\n`],
    ["without", `${key(1)},${key(2)}`],
  ])("%s is read", (_, content) => {
    const config = readConfig({ MORTISE_METRICS_TOKEN_FILE: file(content), MORTISE_ROOT_KEY_FILE: file(content) });
    expect(config.metricsToken).toBe(`${key(1)},${key(2)}`);
    expect(config.rootKeys.map(({ fingerprint }) => fingerprint)).toEqual(
      [1, 2].map((byte) => readRootKey(key(byte))?.fingerprint),
    );
  });

  test("loses the white space at its ends, as a variable does, and keeps what is within", () => {
    const { metricsToken } = readConfig({ MORTISE_METRICS_TOKEN_FILE: file("  0123456789 abcdef \n\n") });
    expect(metricsToken).toBe("0123456789 abcdef");
  });

  test("every secret may be one, and nothing else", () => {
    expect(settings.flatMap((setting) => fileVariableOf(setting) ?? [])).toEqual([
      "MORTISE_DATABASE_URL_FILE",
      "MORTISE_ROOT_KEY_FILE",
      "MORTISE_SMTP_URL_FILE",
      "MORTISE_TEXT_MESSAGE_URL_FILE",
      "MORTISE_TEXT_MESSAGE_SECRET_FILE",
      "MORTISE_LOG_WITNESS_SECRET_FILE",
      "MORTISE_METRICS_TOKEN_FILE",
    ]);
  });

  test("is refused beside the plain setting", () => {
    expect(refusalOf({ MORTISE_ROOT_KEY: "one", MORTISE_ROOT_KEY_FILE: file("two") })).toBe(
      "MORTISE_ROOT_KEY and MORTISE_ROOT_KEY_FILE are both set. Leave one of them out.",
    );
    expect(readConfig({ MORTISE_ROOT_KEY: key(1), MORTISE_ROOT_KEY_FILE: "" }).rootKeys).toHaveLength(1);
  });

  test("is refused where it cannot be read, with the setting and the file", () => {
    const [missing, notAFile] = [join(folder, "missing"), join(folder, "folder")];
    mkdirSync(notAFile);
    expect(refusalOf({ MORTISE_ROOT_KEY_FILE: missing })).toBe(
      `MORTISE_ROOT_KEY_FILE: ${missing} cannot be read (ENOENT).`,
    );
    expect(refusalOf({ MORTISE_ROOT_KEY_FILE: notAFile })).toBe(
      `MORTISE_ROOT_KEY_FILE: ${notAFile} cannot be read (It is no plain file.).`,
    );
  });

  test("that is empty is refused: without a root key another would be made", () => {
    const empty = file("\n");
    expect(refusalOf({ MORTISE_ROOT_KEY_FILE: empty })).toBe(`MORTISE_ROOT_KEY_FILE: ${empty} is empty.`);
  });

  test("with a wrong value is refused by the name that gave it, without the value", () => {
    expect(refusalOf({ MORTISE_METRICS_TOKEN_FILE: file("hunter2") })).toBe(
      "MORTISE_METRICS_TOKEN_FILE: must have at least 16 characters.",
    );
  });
});
