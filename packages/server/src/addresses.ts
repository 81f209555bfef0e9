/** Who may see a page. Everyone is served its document; who may not see it is told so there. */
type PageWho = "anyone" | "signed-in" | "operator" | { readonly may: string };

interface PageRow {
  /** `:name` stands for anything but a slash. */
  readonly path: `/${string}`;
  readonly who: PageWho;
  /** Addresses of the dialogs over the page, after its own. */
  readonly dialogs: readonly string[];
}

/** THE table of page addresses. Nothing is imported here: the server, the browser and the documents all read it. */
export const pages = {
  home: { path: "/", who: "anyone", dialogs: [] },
  signIn: { path: "/sign-in", who: "anyone", dialogs: [] },
  signUp: { path: "/sign-up", who: "anyone", dialogs: [] },
  verifyEmail: { path: "/verify-email", who: "anyone", dialogs: [] },
  forgotPassword: { path: "/forgot-password", who: "anyone", dialogs: [] },
  resetPassword: { path: "/reset-password", who: "anyone", dialogs: [] },
  notMe: { path: "/not-me", who: "anyone", dialogs: [] },
  invitation: { path: "/invitation", who: "anyone", dialogs: [] },
  alertCopies: { path: "/alert-copies", who: "anyone", dialogs: [] },
  setUp: { path: "/set-up", who: "anyone", dialogs: [] },
  goOn: { path: "/go-on", who: "signed-in", dialogs: [] },
  security: {
    path: "/security",
    who: "signed-in",
    dialogs: [
      "password",
      "password/remove",
      "passkeys/new",
      "security-keys/new",
      "phones/new",
      "authenticators/new",
      "authenticators/:authenticator/rename",
      "authenticators/:authenticator/remove",
      "recovery-codes",
      "two-step/off",
    ],
  },
  sessions: { path: "/sessions", who: "signed-in", dialogs: ["sign-out-others"] },
  activity: { path: "/activity", who: "signed-in", dialogs: ["protection"] },
  account: {
    path: "/account",
    who: "signed-in",
    dialogs: ["name", "email", "delete", "organizations/new", "organizations/:organization/leave"],
  },
  /** All that is left there to a suspended member. */
  suspended: { path: "/organizations/:organization/suspended", who: "signed-in", dialogs: [] },
  members: {
    path: "/organizations/:organization/members",
    who: { may: "list-members" },
    dialogs: [
      "invite",
      "settings",
      "invitations/:invitation/take-back",
      ":member/role",
      ":member/identities",
      ":member/end-sessions",
      ":member/password-reset",
      ":member/suspend",
      ":member/restore",
      ":member/transfer",
      ":member/remove",
    ],
  },
  workspaces: {
    path: "/organizations/:organization/workspaces",
    who: { may: "manage-workspaces" },
    dialogs: ["new", "wksp_:workspace", "wksp_:workspace/rename", "wksp_:workspace/delete", "wksp_:workspace/add"],
  },
  singleSignOn: {
    path: "/organizations/:organization/single-sign-on",
    who: { may: "see-sso" },
    dialogs: [
      ...["domains/new", "domains/:domain/remove", "connect", "connect/:guide/:protocol"],
      ...["set-up-link", "set-up-link/take-back"],
      ...["conn_:connection/edit", "conn_:connection/settings", "conn_:connection/rules", "conn_:connection/keys"],
      ...["conn_:connection/on", "conn_:connection/off", "conn_:connection/delete", "conn_:connection/discard"],
      ...["conn_:connection/tests/:test"],
    ],
  },
  policies: { path: "/organizations/:organization/policies", who: { may: "see-policies" }, dialogs: ["review"] },
  auditLog: { path: "/organizations/:organization/audit-log", who: { may: "read-log" }, dialogs: ["protection"] },
  deploymentLog: { path: "/operator/log", who: "operator", dialogs: ["protection"] },
} as const satisfies Record<string, PageRow>;

/** What the addresses of all organizations' pages begin with. */
export const organizationArea = "/organizations/";

/** What stands at the root of the host, whatever path Mortise's own addresses begin with. */
export const wellKnown = {
  changePassword: "/.well-known/change-password",
  passkeyEndpoints: "/.well-known/passkey-endpoints",
  relatedOrigins: "/.well-known/webauthn",
  security: "/.well-known/security.txt",
} as const;

type Pages = typeof pages;
export type PageName = keyof Pages;
type DialogsOf<Name extends PageName> = `${Pages[Name]["path"]}/${Pages[Name]["dialogs"][number]}`;
type Patterns = { [Name in PageName]: Pages[Name]["path"] | DialogsOf<Name> };
/** A page's or dialog's address as it stands in the table. */
export type PagePattern = Patterns[PageName];

/** The pages that ask for nothing to be seen. */
export type OpenPageName = { [Name in PageName]: Pages[Name]["who"] extends "anyone" ? Name : never }[PageName];
/** The pages that ask for a permission in an organization. */
export type OrganizationPageName = {
  [Name in PageName]: Pages[Name]["who"] extends { may: string } ? Name : never;
}[PageName];

type Filled<Pattern extends string> = Pattern extends `${infer Before}:${infer Rest}`
  ? Rest extends `${string}/${infer After}`
    ? `${Before}${string}/${Filled<After>}`
    : `${Before}${string}`
  : Pattern;
/** An address of a page itself. */
export type AddressOf<Name extends PageName> = Filled<Pages[Name]["path"]>;
/** Any address of a page or dialog: one that is mistyped does not compile. */
export type PageAddress = Filled<PagePattern>;
/** The same with a query or fragment. */
export type PageLink = PageAddress | `${PageAddress}?${string}` | `${PageAddress}#${string}`;

type NamesIn<Pattern extends string> = Pattern extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer After}`
    ? Name | NamesIn<After>
    : Rest
  : never;
/** What an address names in the places of its pattern. */
export type PlacesIn<Pattern extends PagePattern> = Readonly<Record<NamesIn<Pattern>, string>>;

/** The address of a page, of one organization where it has one for each. */
export function addressOf<Name extends PageName>(name: Name, places: PlacesIn<Pages[Name]["path"]>): AddressOf<Name> {
  const named: Readonly<Record<string, string>> = places;
  return pages[name].path.replaceAll(/:(\w+)/g, (_, place: string) => named[place] ?? "") as AddressOf<Name>;
}

/** Every address of a page, and of the dialogs over it. */
export function patternsOf(name: PageName): readonly PagePattern[] {
  const { path, dialogs } = pages[name];
  return [path, ...dialogs.map((dialog) => `${path}/${dialog}` as PagePattern)];
}

export const pageNames = Object.keys(pages) as PageName[];
const expressions = new Map(
  pageNames.flatMap((name) =>
    patternsOf(name).map((pattern) => [pattern, { name, expression: expressionOf(pattern) }]),
  ),
);

// The slash a person adds to the end of an address is not what they got wrong.
function expressionOf(pattern: PagePattern): RegExp {
  return new RegExp(`^${pattern.replace(/\/$/, "").replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`);
}

/** What a path names, if it is of this pattern. */
export function placesAt<Pattern extends PagePattern>(pattern: Pattern, path: string): PlacesIn<Pattern> | undefined {
  const match = expressions.get(pattern)?.expression.exec(path);
  return match ? ({ ...match.groups } as PlacesIn<Pattern>) : undefined;
}

/** The page a path leads to, or a dialog's page, and what the path names. */
export function findPage(
  path: string,
): { readonly name: PageName; readonly places: Readonly<Record<string, string>> } | undefined {
  for (const { name, expression } of expressions.values()) {
    const match = expression.exec(path);
    if (match) return { name, places: { ...match.groups } };
  }
  return undefined;
}

/** Where a deployment stands. */
export interface Standing {
  /** Its origin. */
  readonly publicUrl: string;
  /** What its paths begin with; empty at the root of the host. */
  readonly basePath: string;
}

/** An address as it is mailed and told to other programs. */
export function urlOf(
  { publicUrl, basePath }: Standing,
  link: PageLink | "/dev/outbox" | `/problems/${string}`,
): string {
  return `${publicUrl}${basePath}${link}`;
}

/** A path without what all of a deployment's paths begin with; undefined for one that is not its own. */
export function withoutBase(basePath: string, path: string): string | undefined {
  return path === basePath ? "/" : path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}
