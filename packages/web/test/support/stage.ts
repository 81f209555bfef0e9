import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { createOrganization, type TestOrganization } from "../../../server/test/support/organizations.ts";
import type { Person } from "../../../server/test/support/person.ts";
import type { TestServer } from "../../../server/test/support/test-server.ts";
import { closeClean, closeKept, openWindow, sharedBrowser, type Window } from "./browser.ts";
import { protectedPerson, startHosted } from "./hosted.ts";

/** One server for a file of tests, and the browser; each test opens its windows itself. */
export interface BareStage {
  server: TestServer;
  browser: Browser;
}

export function setBareStage(settings: Record<string, string> = {}): BareStage {
  const stage = {} as BareStage;
  beforeAll(async () => {
    [stage.server, stage.browser] = await Promise.all([startHosted(settings), sharedBrowser()]);
  });
  afterAll(async () => {
    await closeKept();
    await stage.server.close();
  });
  return stage;
}

/** With a window for each test, which must end without a fault. */
export interface Stage extends BareStage {
  window: Window;
}

export function setStage(settings: Record<string, string> = {}, options: BrowserContextOptions = {}): Stage {
  const stage = setBareStage(settings) as Stage;
  beforeEach(async () => {
    stage.window = await openWindow(stage.browser, stage.server, options);
  });
  afterEach(() => closeClean(stage.window));
  return stage;
}

/** With an organization for each test, whose owner is signed in, though in no window yet. */
export interface OrganizationStage extends Stage {
  owner: Person;
  organization: TestOrganization;
}

export function setOrganizationStage(settings: Record<string, string> = {}): OrganizationStage {
  const stage = setStage(settings) as OrganizationStage;
  beforeEach(async () => {
    stage.owner = await protectedPerson(stage.server, "Phone");
    stage.organization = await createOrganization(await stage.owner.signIn(), { name: "Larkfield Studio" });
  });
  return stage;
}
