import { clearPolicy } from "../../src/organizations/policies/clear-policy.ts";
import { removeSecondFactors, restoreAccount } from "../../src/accounts/operate-accounts.ts";
import { changeConnection, findConnection } from "../../src/policies/connections.ts";
import { changeOrganization } from "../../src/policies/organizations.ts";
import { lookAfter, readMetadataAgain } from "../../src/sso/connections/look-after.ts";
import { checkDomains } from "../../src/sso/domains/check-domains.ts";
import type { RequiredSingleSignOn } from "../../src/vocabulary/policies.ts";
import type { ConnectionKind } from "../../src/vocabulary/sso.ts";
import { type Around, type CapturedProvider, certificateDays, makeProvider } from "./captured-providers.ts";
import type { DnsServer } from "./dns-server.ts";
import { addMember, newMember } from "./organizations.ts";
import { expectStatus, Person, type Reply } from "./person.ts";
import type { SsoOrganization } from "./single-sign-on.ts";
import { SoftwareAuthenticator } from "./software-authenticator.ts";
import type { TestServer } from "./test-server.ts";

const operator = { kind: "operator", id: "dana" } as const;
const day = 24 * 60 * 60;

/** What can happen around people who must come by their identity provider. */
export const acts = [
  "require nothing",
  "require it of the domain",
  "require it of everyone",
  "take the policy off",
  "ask for short sessions",
  "switch the connection off",
  "switch the connection on",
  "delete the connection",
  "an operator switches the connection off",
  "change what the connection trusts",
  "change its settings",
  "the provider is down",
  "the provider is well",
  "lose the record of the domain",
  "have the record back",
  "delete the domain",
  "lose the plan",
  "get the plan back",
  "suspend the member",
  "restore the member",
  "remove the guest",
  "name nobody for break-glass",
  "name two for break-glass",
  "an operator takes the policy off",
  "an operator removes second factors",
  "an operator restores accounts",
  "a month goes by",
  "the provider's certificate ends",
  "look after all of it",
] as const;
export type Act = (typeof acts)[number];

/** What is so by all that was done and was not refused. Told by the acts, and never read from the server. */
export interface Standing {
  required: RequiredSingleSignOn;
  domain: "proven" | "failing" | "released" | "deleted";
  isMemberSuspended: boolean;
  isGuestIn: boolean;
  areNamed: boolean;
  hasGuestPasskey: boolean;
}

interface Sworn {
  readonly person: Person;
  readonly device: SoftwareAuthenticator;
}

/** An organization with a domain and a provider, and everybody to whom that may matter. */
export class CapturedWorld {
  readonly standing: Standing = {
    ...{
      required: "none",
      domain: "proven",
      isMemberSuspended: false,
      isGuestIn: true,
      areNamed: true,
      hasGuestPasskey: true,
    },
  };
  readonly organization: SsoOrganization;
  readonly owner: Sworn;
  readonly second: Sworn;
  /** At the domain, and of the organization. */
  readonly member: Sworn;
  /** At the domain, and nobody's. */
  readonly stranger: Sworn;
  /** Of the organization, with an address elsewhere. */
  readonly guest: Sworn;
  readonly #provider: CapturedProvider;
  readonly #dns: DnsServer;
  readonly #record: { readonly name: string; readonly txt: NonNullable<ReturnType<DnsServer["table"]["get"]>>["txt"] };

  private constructor(
    around: { readonly provider: CapturedProvider; readonly dns: DnsServer },
    organization: SsoOrganization,
    people: Pick<CapturedWorld, "owner" | "second" | "member" | "stranger" | "guest">,
  ) {
    this.#provider = around.provider;
    this.#dns = around.dns;
    this.organization = organization;
    this.owner = people.owner;
    this.second = people.second;
    this.member = people.member;
    this.stranger = people.stranger;
    this.guest = people.guest;
    const name = `_mortise.${organization.domain}`;
    this.#record = { name, txt: around.dns.table.get(name)?.txt };
  }

  static async make(server: TestServer, kind: ConnectionKind, around: Around): Promise<CapturedWorld> {
    const provider = await makeProvider(kind, server, around);
    const organization = await provider.setUp();
    const { owner, domain, path } = organization;
    const swear = async (person: Person): Promise<Sworn> => {
      const device = new SoftwareAuthenticator(server.services.config.publicUrl);
      await person.bindPasskey(device);
      return { person, device };
    };
    const signedIn = async (person: Person): Promise<Sworn> => swear(await (await person.signUp()).signIn());
    const people = {
      owner: await swear(owner),
      second: await swear(await newMember(organization, "owner")),
      member: await signedIn(new Person(server, `kim@${domain}`)),
      stranger: await signedIn(new Person(server, `lee@${domain}`)),
      guest: await signedIn(new Person(server)),
    };
    await addMember(organization, people.member.person);
    await addMember(organization, people.guest.person);
    expectStatus(await owner.stepUpByPasskey(people.owner.device, "change-policies"), 200);
    const owners = [owner.accountId, people.second.person.accountId];
    expectStatus(await owner.call("PUT", `${path}/break-glass`, { owners }), 200);
    return new CapturedWorld({ provider, dns: around.dns }, organization, people);
  }

  get #server(): TestServer {
    return this.owner.person.server;
  }

  /** An owner with fresh proof, who got in by passkey where they were out. Undefined where break-glass lets nobody in. */
  async #asOwner(): Promise<Person | undefined> {
    const { person, device } = this.owner;
    if ((await person.get("/v1/session")).status !== 200) {
      person.cookies.clear();
      if ((await person.proveByPasskey(device)).status !== 200) return undefined;
    }
    for (const operation of ["change-policies", "change-sso"]) await person.stepUpByPasskey(device, operation);
    return person;
  }

  async #call(method: string, below: string, body?: object): Promise<number> {
    const owner = await this.#asOwner();
    return owner ? (await owner.call(method, `${this.organization.path}${below}`, body)).status : 0;
  }

  async #require(required: RequiredSingleSignOn): Promise<void> {
    const owner = await this.#asOwner();
    if (!owner) return;
    if (required !== "none") await this.#provider.tryIt(this.organization).catch(() => null);
    const done = await this.#call("PUT", "/policies", { singleSignOn: { required } });
    if (done === 200) this.standing.required = required;
  }

  /** Days go by, of each of which the domain is looked for. */
  async #pass(days: number): Promise<void> {
    for (let each = 0; each < days; each++) {
      this.#server.clock.advance(day + 60);
      await checkDomains(this.#server.services);
    }
  }

  async #name(owners: readonly string[]): Promise<void> {
    if ((await this.#call("PUT", "/break-glass", { owners })) === 200) this.standing.areNamed = owners.length > 0;
  }

  async #membership(act: "suspend" | "restore"): Promise<void> {
    const done = await this.#call("POST", `/members/${this.member.person.accountId}/${act}`, {});
    if (done < 300 && done > 0) this.standing.isMemberSuspended = act === "suspend";
  }

  async do(act: Act): Promise<void> {
    const { standing, organization } = this;
    const { services } = this.#server;
    const connection = `/connections/${organization.connectionId}`;
    const plan = (name: string) =>
      services.transact(({ tx }) => changeOrganization(tx, organization.id, { plan: name }));
    const does: Readonly<Record<Act, () => Promise<unknown>>> = {
      "require nothing": () => this.#require("none"),
      "require it of the domain": () => this.#require("verified-domains"),
      "require it of everyone": () => this.#require("everyone"),
      "take the policy off": async () => {
        if ((await this.#call("PUT", "/policies", { singleSignOn: null })) === 200) standing.required = "none";
      },
      "ask for short sessions": () =>
        this.#call("PUT", "/policies", { session: { idleSeconds: 3600, absoluteSeconds: 86_400 } }),
      "switch the connection off": () => this.#call("POST", `${connection}/disable`, {}),
      "switch the connection on": () => this.#call("POST", `${connection}/activate`, {}),
      "delete the connection": () => this.#call("DELETE", connection),
      "an operator switches the connection off": () =>
        services.transact(async ({ tx }) => {
          const found = await findConnection(tx, organization.connectionId);
          return found && changeConnection(tx, found, { disabledAt: services.now() });
        }),
      "change what the connection trusts": () => this.#call("PATCH", connection, this.#provider.another),
      "change its settings": () => this.#call("PATCH", connection, { jit: "none", trustSecondFactor: "when-asserted" }),
      "the provider is down": async () => this.#provider.fail(),
      "the provider is well": async () => this.#provider.mend(),
      "lose the record of the domain": async () => {
        this.#dns.table.set(this.#record.name, { txt: [] });
        await this.#pass(17);
        if (standing.domain !== "deleted") standing.domain = "released";
      },
      "have the record back": async () => {
        this.#dns.table.set(this.#record.name, { txt: this.#record.txt ?? [] });
        await this.#pass(1);
        if (standing.domain !== "deleted") standing.domain = "proven";
      },
      "delete the domain": async () => {
        const owner = await this.#asOwner();
        const items = owner ? (await owner.get(`${organization.path}/domains`)).body.items : [];
        if (items.length > 0 && (await this.#call("DELETE", `/domains/${items[0].id}`)) === 204)
          standing.domain = "deleted";
      },
      "lose the plan": () => plan("free"),
      "get the plan back": () => plan("enterprise"),
      "suspend the member": () => this.#membership("suspend"),
      "restore the member": () => this.#membership("restore"),
      "remove the guest": async () => {
        if ((await this.#call("DELETE", `/members/${this.guest.person.accountId}`)) === 204) standing.isGuestIn = false;
      },
      "name nobody for break-glass": () => this.#name([]),
      "name two for break-glass": () => this.#name([this.owner.person.accountId, this.second.person.accountId]),
      "an operator takes the policy off": async () => {
        const where = { organizationId: organization.id, workspaceId: null, policy: "singleSignOn" } as const;
        await clearPolicy(services, operator, where);
        standing.required = "none";
      },
      "an operator removes second factors": async () => {
        await removeSecondFactors(services, operator, this.guest.person.accountId);
        standing.hasGuestPasskey = false;
      },
      "an operator restores accounts": () => restoreAccount(services, operator, this.member.person.accountId),
      "a month goes by": async () => this.#server.clock.advance(31 * day),
      "the provider's certificate ends": async () => this.#server.clock.advance((certificateDays + 1) * day),
      "look after all of it": async () => {
        await lookAfter(services);
        await readMetadataAgain(services);
      },
    };
    await does[act]();
  }

  byPassword({ person }: Sworn): Promise<Reply> {
    const other = person.elsewhere();
    return other.startSignIn().then((id) => other.prove(id, { kind: "password", password: person.password }));
  }

  byPasskey({ person, device }: Sworn): Promise<Reply> {
    return person.elsewhere().proveByPasskey(device);
  }
}
