import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { createOrganization, type TestOrganization } from "../../../server/test/support/organizations.ts";
import type { Person } from "../../../server/test/support/person.ts";
import type { TestServer } from "../../../server/test/support/test-server.ts";
import { closeClean, launchBrowser, openWindow, type Window } from "./browser.ts";
import { protectedPerson, startHosted } from "./hosted.ts";

/** One server and one browser for a file of tests, and a window for each test, which must end without a fault. */
export interface Stage {
  server: TestServer;
  browser: Browser;
  window: Window;
}

export function setStage(settings: Record<string, string> = {}): Stage {
  const stage = {} as Stage;
  beforeAll(async () => {
    [stage.server, stage.browser] = await Promise.all([startHosted(settings), launchBrowser()]);
  });
  afterAll(() => Promise.all([stage.browser.close(), stage.server.close()]));
  beforeEach(async () => {
    stage.window = await openWindow(stage.browser, stage.server);
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
