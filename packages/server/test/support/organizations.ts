import type { Role } from "../../src/vocabulary/roles.ts";
import { addMember as insertMember, findRoom } from "../../src/policies/memberships.ts";
import { isRefusal } from "../../src/problems.ts";
import { changeOrganization } from "../../src/policies/organizations.ts";
import { addToWorkspace, addWorkspace } from "../../src/policies/workspaces.ts";
import { expectStatus, Person } from "./person.ts";
import type { TestServer } from "./test-server.ts";

/** An organization of a test. */
export interface TestOrganization {
  readonly id: string;
  readonly name: string;
  /** `/v1/organizations/…`. */
  readonly path: string;
  readonly owner: Person;
}

let organizations = 0;

/** Makes an organization over the API; its maker, who is signed in, is its owner. */
export async function createOrganization(
  owner: Person,
  { name = `Larkfield ${++organizations}`, plan, timeZone }: { name?: string; plan?: string; timeZone?: string } = {},
): Promise<TestOrganization> {
  const { body } = expectStatus(await owner.post("/v1/organizations", { name, ...(timeZone && { timeZone }) }), 201);
  const id = body.id as string;
  if (plan !== undefined) await owner.server.services.transact(({ tx }) => changeOrganization(tx, id, { plan }));
  return { id, name, path: `/v1/organizations/${id}`, owner };
}

/** Makes someone a member directly, without an invitation and its mail. */
export async function addMember(
  { id, owner }: Pick<TestOrganization, "id" | "owner">,
  person: Pick<Person, "accountId">,
  role: Role = "member",
): Promise<void> {
  const { services } = owner.server;
  await services.transact(async (work) => {
    const room = await findRoom(work, person.accountId);
    if (isRefusal(room)) throw new Error(room.detail);
    await insertMember(work, room, { organizationId: id, role });
  });
}

/** A new person, signed in, who is a member. */
export async function newMember(
  organization: TestOrganization,
  role: Role = "member",
  server: TestServer = organization.owner.server,
): Promise<Person> {
  const person = await (await new Person(server).signUp()).signIn();
  await addMember(organization, person, role);
  return person;
}

/** A new workspace with these people in it, made directly. Answers its id. */
export async function addWorkspaceWith(
  { id: organizationId, owner }: Pick<TestOrganization, "id" | "owner">,
  name: string,
  people: readonly Pick<Person, "accountId">[] = [],
): Promise<string> {
  const { services } = owner.server;
  const workspaceId = services.newId("wksp");
  await services.transact(async ({ tx }) => {
    const createdAt = services.now();
    await addWorkspace(tx, { id: workspaceId, organizationId, name, createdAt });
    for (const { accountId } of people) await addToWorkspace(tx, { workspaceId, organizationId, accountId, createdAt });
  });
  return workspaceId;
}

/** Invites someone over the API; they accept with the link of their mail. */
export async function inviteAndJoin(
  organization: TestOrganization,
  person: Person,
  role: Role = "member",
): Promise<void> {
  const { owner, path } = organization;
  expectStatus(await owner.post(`${path}/invitations`, { email: person.email, role }), 201);
  expectStatus(await person.post("/v1/invitations/accept", { token: await invitationToken(person) }), 200);
}

/** The token of the newest invitation mailed to someone. */
export async function invitationToken(person: Person, to = person.email): Promise<string> {
  const mails = await person.mails(to);
  const token = mails.map(({ text }) => /\/invitation#token=(\S+)/.exec(text)?.[1]).find(Boolean);
  if (!token) throw new Error(`No invitation was mailed to ${to}.`);
  return token;
}
