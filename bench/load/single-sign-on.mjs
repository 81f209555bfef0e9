// A company's identity provider (oidc-provider) and its people's browsers, who sign in to one app and to the other in turn.
import { randomBytes } from "node:crypto";
import { startDns } from "../../examples/sso/dns.mjs";
import { setUpAcme } from "../../examples/sso/set-up.mjs";
import { answerMessages } from "../processes.mjs";
import { countFor } from "./count.mjs";
import { ForeignBrowser } from "./foreign-browser.mjs";

const domain = "acme.example";
const owner = { email: "olga@example.com", password: `Bench-${randomBytes(6).toString("hex")}`, name: "Olga" };
const letters = "abcdefghijklmnopqrstuvwxyz";
const texts = new Map();

let dns;
let acme;
let people;
let asked = 0;

/** First `dns`, then `setUp` with the server's address, then `signIns`. */
answerMessages(async ({ step, ...given }) => {
  if (step === "dns") {
    dns = await startDns(texts);
    return { at: dns.at };
  }
  if (step === "setUp") return setUp(given);
  return signIns(given);
});

async function setUp({ url, otherApps, lanes }) {
  acme = await setUpAcme({ url, domain, owner, texts, otherApps });
  const { ask, connection, provider, client } = acme;
  const test = await ask("POST", `${connection}/tests`, {});
  const browser = new ForeignBrowser();
  const there = await browser.follow(test.url);
  await browser.follow(await say(browser, await browser.follow(there), "kim"));
  const { status } = await ask("GET", `${connection}/tests/${test.id}`);
  if (status !== "passed") throw new Error(`The connection's test: ${status}`);
  await ask("POST", `${connection}/activate`, {});
  people = await Promise.all(Array.from({ length: lanes }, (_, at) => open(url, `kim${letters[at]}`)));
  return { issuer: provider.issuer, ...client };
}

/** Says a name on the provider's page. Answers where the browser is led then. */
async function say(browser, page, name) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { at } = await browser.ask("POST", page, { body: `name=${name}`, headers });
  return browser.follow(at);
}

/** Everybody with a session at the provider, all at once, again and again at one app: what `countFor` counts. */
async function signIns({ app, url, ...window }) {
  const through = { mortise: throughMortise, bare: throughBare }[app];
  return countFor(
    people.map((person) => () => through(url, person)),
    window,
  );
}

// The first time makes the account here, and the session there.
async function open(url, name) {
  const browser = new ForeignBrowser();
  const at = await browser.follow(await begin(url, { browser, name }));
  await browser.follow(await say(browser, await browser.follow(at), name));
  return { browser, name };
}

async function begin(url, { browser, name }) {
  // Every sign-in comes from an address of its own.
  browser.from = `10.${(++asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
  const { text } = await browser.ask("POST", `${url}/v1/attempts`, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ purpose: "sign-in", email: `${name}@${domain}` }),
  });
  return JSON.parse(text).redirect.url;
}

async function throughMortise(url, { browser, name }) {
  // The device stays known; the session is over.
  browser.forget(new URL(url).origin, "mortise");
  const there = await browser.follow(await begin(url, { browser, name }));
  const back = await browser.follow(there);
  const { at: handOff } = await browser.ask("GET", back);
  const { at } = await browser.ask("GET", handOff);
  return at?.startsWith(`${url}/sign-in#attempt=`) === true;
}

async function throughBare(url, { browser, name }) {
  const there = await browser.follow(`${url}/`);
  const back = await browser.follow(there);
  const { at } = await browser.ask("GET", back);
  return at === `${url}/in#${name}`;
}
