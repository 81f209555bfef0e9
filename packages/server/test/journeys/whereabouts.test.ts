import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BundleLine } from "../../src/audit/log/bundle/bundle-line.ts";
import { hashDetails } from "../../src/audit/log/tree/entry.ts";
import { exportLines, splitLines, verifyLines } from "../support/bundles.ts";
import { dialects } from "../support/databases.ts";
import { createOrganization, newMember, type TestOrganization } from "../support/organizations.ts";
import { expectStatus, Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const operatorEmail = "where-ops@example.com";
const theirs = "198.51.100.77";
const browser =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";

describe.each(dialects)("where somebody acted from, on %s", (dialect) => {
  let server: TestServer;
  let organization: TestOrganization;
  let owner: Person;
  beforeAll(async () => {
    server = await startServer(dialect, {
      settings: {
        MORTISE_TRUSTED_PROXIES: "127.0.0.1/32",
        MORTISE_DEFAULT_PLAN: "enterprise",
        MORTISE_OPERATORS: operatorEmail,
      },
    });
    owner = await (await new Person(server).signUp()).signIn();
    organization = await createOrganization(owner);
  });
  afterAll(() => server.close());

  const far = (person: Person): Person => {
    person.headers["x-forwarded-for"] = theirs;
    person.headers["user-agent"] = browser;
    return person;
  };
  const read = async (person: Person, path: string): Promise<string[]> =>
    splitLines(expectStatus(await person.get(path), 200).body as string);
  const parse = (line: string) => JSON.parse(line) as BundleLine;

  test("an admin: not in the member's own export, in any format, and every line is proven all the same", async () => {
    const admin = await far((await newMember(organization, "admin")).elsewhere()).signIn();
    const member = await newMember(organization);
    const path = `${organization.path}/members/${member.accountId}`;
    expectStatus(await admin.post(`${path}/suspend`), 204);
    expectStatus(await admin.post(`${path}/restore`), 204);
    for (const format of ["jsonl", "csv", "ocsf"]) {
      const lines = await read(member, `/v1/account/events/export?format=${format}`);
      expect(await verifyLines(server.services, lines)).toMatchObject({ ok: true });
      expect(lines.join("")).not.toContain(theirs);
      expect(lines.join("")).not.toContain("Safari");
      expect(lines.filter((line) => line.includes("member.suspended"))).toHaveLength(1);
    }
    const lines = (await read(member, "/v1/account/events/export")).map(parse);
    const suspended = lines.find(({ type }) => type === "member.suspended");
    expect(suspended).toMatchObject({
      gone: "withheld",
      actor: { kind: "organization-admin", id: admin.accountId },
      account: member.accountId,
      organization: organization.id,
    });
    expect(Buffer.from(suspended!.proof.salts!, "base64")).toHaveLength(16);
    for (const name of ["ip", "device", "place", "data"]) expect(suspended).not.toHaveProperty(name);
    const own = lines.filter(({ actor }) => actor?.id === member.accountId);
    expect(own.length).toBeGreaterThan(1);
    for (const line of own) expect([line.gone, line.ip]).toEqual([undefined, "127.0.0.1"]);
    const log = await read(admin, `${organization.path}/events/export?type=member.suspended`);
    expect(log.join("")).toContain(theirs);
    expect(await verifyLines(server.services, log)).toMatchObject({ ok: true });
  });

  test("an operator who sets a plan: in the deployment's log, not in the owners', nor in their mail", async () => {
    const operator = far(new Person(server, operatorEmail));
    await (await operator.signUp()).signIn();
    await operator.bindTotp();
    await operator.stepUp("change-policies");
    expectStatus(await operator.call("PUT", `${organization.path}/plan`, { plan: "team" }), 204);
    expectStatus(await operator.call("PUT", `${organization.path}/plan`, { plan: "enterprise" }), 204);
    const { body } = expectStatus(await owner.get(`${organization.path}/events?type=organization.plan-changed`), 200);
    expect(body.items).toHaveLength(2);
    for (const item of body.items)
      expect(item).toMatchObject({
        actor: { kind: "operator", text: "An operator" },
        ...{ ip: null, device: null, location: null },
      });
    const lines = await read(owner, `${organization.path}/events/export`);
    expect(await verifyLines(server.services, lines)).toMatchObject({ ok: true });
    const changes = lines.map(parse).filter(({ type }) => type === "organization.plan-changed");
    expect(changes.map(({ gone, ip }) => [gone, ip])).toEqual([
      ["withheld", undefined],
      ["withheld", undefined],
    ]);
    const mail = (await owner.mails()).find(({ subject }) => subject.includes("has another plan"));
    expect(mail?.text).toContain("The plan changed");
    expect(mail?.text).not.toMatch(new RegExp(`${theirs}|Safari`));
    const whole = (await operator.get("/v1/log/events?type=organization.plan-changed")).body;
    expect(whole.items[0].ip).toBe(theirs);
    const all = (await exportLines(server.services)).map(parse);
    expect(all.find(({ type }) => type === "organization.plan-changed")?.ip).toBe(theirs);
  });

  test("what a reader may see is not withheld from them: a bundle that does so is refused at that line", async () => {
    const lines = await exportLines(server.services);
    const at = lines.findIndex((line) => line.includes('"member.added"'));
    const { ip = null, device = null, place = null, data = {}, proof, ...rest } = parse(lines[at]!);
    const salts = Buffer.from(proof.salts!, "base64");
    const detailsHash = Buffer.from(hashDetails(salts.subarray(16), { ip, device, place, data })).toString("base64");
    const cut = { ...proof, salts: salts.subarray(0, 16).toString("base64"), detailsHash };
    lines[at] = `${JSON.stringify({ ...rest, gone: "withheld", proof: cut })}\n`;
    expect(await verifyLines(server.services, lines)).toEqual({
      ok: false,
      line: at + 1,
      problem: "its details were left out without a reason",
    });
  });
});
