import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathOf } from "../../../../tools/programs.mjs";
import { systemRandom } from "../../src/crypto/random.ts";
import { makeSelfSigned, type OwnCertificate } from "../../src/crypto/self-signed.ts";

/** A service provider as SimpleSAMLphp is told of it. */
export interface KnownServiceProvider {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly logoutUrl: string;
  /** PEM. */
  readonly certificates: readonly string[];
  readonly more?: object;
}

/** Debian's SimpleSAMLphp as an identity provider of a test; nothing of it outlives the test. */
export interface SimpleSaml {
  readonly url: string;
  readonly metadataUrl: string;
  /** Who may sign in there, by name; everybody's password is `secret`. */
  setPeople(people: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): void;
  setServiceProvider(known: KnownServiceProvider): void;
  /** Which key signs, and which is announced beside it. */
  setKeys(keys: { readonly current: OwnCertificate; readonly next?: OwnCertificate }): void;
  close(): Promise<void>;
}

export const password = "secret";
const persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const bare = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----|\s/g, "");

export const makeSigner = (): Promise<OwnCertificate> =>
  makeSelfSigned(systemRandom, { commonName: "idp", notBefore: Date.UTC(2020, 0, 1), notAfter: Date.UTC(2040, 0, 1) });

export async function startSimpleSaml(): Promise<SimpleSaml> {
  const folder = mkdtempSync(join(tmpdir(), "mortise-simplesamlphp-"));
  const inside = (name: string): string => join(folder, name);
  for (const name of ["metadata", "cert", "log", "tmp", "sessions", "data"]) mkdirSync(inside(name));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  // PHP reads what it is told anew with each request.
  const write = (name: string, variable: string, value: object): void =>
    writeFileSync(
      inside(name),
      `<?php\n$${variable} = json_decode(<<<'JSON'\n${JSON.stringify(value)}\nJSON, true);\n`,
    );
  write("config.php", "config", configurationIn(folder, url));
  const where = ["-S", `127.0.0.1:${port}`, "-t", join(pathOf("simplesamlphp"), "www")];
  const child = spawn(pathOf("php"), ["-d", "opcache.enable=0", ...where], {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const idp: SimpleSaml = {
    url,
    metadataUrl: `${url}saml2/idp/metadata.php`,
    setPeople: (people) => {
      const known = Object.entries(people).map(([name, facts]) => [`${name}:${password}`, { uid: [name], ...facts }]);
      const sources = { 0: "exampleauth:UserPass", ...Object.fromEntries(known) };
      write("authsources.php", "config", { admin: ["core:AdminPassword"], people: sources });
    },
    setServiceProvider: (known) => write("metadata/saml20-sp-remote.php", "metadata", describe(known)),
    setKeys: ({ current, next }) => {
      const keys = [["", current] as const, ...(next ? [["new_", next] as const] : [])];
      for (const [prefix, { certificatePem, privateKeyPem }] of keys) {
        writeFileSync(inside(`cert/${prefix}idp.crt`), certificatePem);
        writeFileSync(inside(`cert/${prefix}idp.key`), privateKeyPem);
      }
      const named = keys.map(([prefix]) => ({
        [`${prefix}privatekey`]: `${prefix}idp.key`,
        [`${prefix}certificate`]: `${prefix}idp.crt`,
      }));
      const hosted = { host: "__DEFAULT__", auth: "people", ...(Object.assign({}, ...named) as object) };
      write("metadata/saml20-idp-hosted.php", "metadata", { "__DYNAMIC:1__": { ...hosted, ...naming } });
    },
    async close() {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  idp.setKeys({ current: await makeSigner() });
  idp.setPeople({});
  write("metadata/saml20-sp-remote.php", "metadata", {});
  await new Promise<void>((done, fail) => {
    child.once("exit", () => fail(new Error("PHP ended.")));
    child.stderr.on("data", (text: Buffer) => text.includes("started") && done());
  });
  return idp;
}

const naming = {
  "sign.logout": true,
  "redirect.sign": true,
  "redirect.validate": true,
  authproc: { 10: { class: "saml:AttributeNameID", attribute: "uid", Format: persistent } },
};

function describe({ entityId, acsUrl, logoutUrl, certificates, more }: KnownServiceProvider): object {
  const keys = certificates.map((pem) => ({
    ...{ type: "X509Certificate", signing: true, encryption: true },
    X509Certificate: bare(pem),
  }));
  const redirect = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
  return {
    [entityId]: {
      AssertionConsumerService: acsUrl,
      SingleLogoutService: [{ Binding: redirect, Location: logoutUrl }],
      keys,
      NameIDFormat: persistent,
      "validate.authnrequest": true,
      "validate.logout": true,
      ...more,
    },
  };
}

function configurationIn(folder: string, url: string): object {
  const at = (name: string): string => `${join(folder, name)}/`;
  return {
    ...{ baseurlpath: url, certdir: at("cert"), loggingdir: at("log"), datadir: at("data"), tempdir: at("tmp") },
    ...{ metadatadir: at("metadata"), "metadata.sources": [{ type: "flatfile", directory: at("metadata") }] },
    ...{
      secretsalt: "salt of a test",
      "auth.adminpassword": "nobody",
      "admin.protectmetadata": false,
      timezone: "UTC",
    },
    ...{ technicalcontact_name: "Test", technicalcontact_email: "test@idp.example", "enable.saml20-idp": true },
    ...{
      "logging.level": 4,
      "logging.handler": "file",
      "logging.logfile": "idp.log",
      errorreporting: false,
      showerrors: true,
    },
    "module.enable": { exampleauth: true, core: true, saml: true },
    ...{
      "store.type": "phpsession",
      "session.phpsession.savepath": join(folder, "sessions"),
      "session.cookie.secure": false,
    },
    ...{ "session.cookie.name": "SimpleSAMLSessionID", "session.phpsession.cookiename": "PhpSession" },
    ...{ "session.duration": 28_800, "session.datastore.timeout": 14_400, "session.state.timeout": 3600 },
    ...{ "language.available": ["en"], "language.default": "en", "theme.use": "default" },
    // A browser is led back to whoever asked.
    "trusted.url.domains": null,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
