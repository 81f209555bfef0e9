/** Classes of OCSF 1.5 that events are written in: the number, what it is called, and of which category it is. */
export const ocsfClasses = {
  "Base Event": { uid: 0, category: 0, categoryName: "Uncategorized" },
  "Account Change": { uid: 3001, category: 3, categoryName: "Identity & Access Management" },
  Authentication: { uid: 3002, category: 3, categoryName: "Identity & Access Management" },
  "Entity Management": { uid: 3004, category: 3, categoryName: "Identity & Access Management" },
  "Group Management": { uid: 3006, category: 3, categoryName: "Identity & Access Management" },
  "API Activity": { uid: 6003, category: 6, categoryName: "Application Activity" },
} as const;

export type OcsfClassName = keyof typeof ocsfClasses;

/** Where an event belongs in OCSF. */
export interface OcsfClass {
  readonly className: OcsfClassName;
  /** One of the class's own, or 99: another. */
  readonly activityId: number;
  /** 1 informational … 4 high. */
  readonly severityId: 1 | 2 | 3 | 4;
  readonly failed: boolean;
}

const other = 99;

// By the noun an event's type begins with. What has no account goes where none is asked for.
const classOfNoun: Readonly<Record<string, OcsfClassName>> = {
  ...ofNouns("Authentication", "sign-in session step-up restore-trust proof device"),
  ...ofNouns("Account Change", "account alert-preferences authenticator email identity passkey passkey-offer password"),
  ...ofNouns("Account Change", "recovery-code recovery-codes sign-up text-message two-step"),
  ...ofNouns("Entity Management", "organization policies workspace ownership invitation break-glass alert-copies"),
  ...ofNouns("Entity Management", "domain connection setup-link"),
  ...ofNouns("Group Management", "member"),
  ...ofNouns("API Activity", "events log text-messages access request breach-check clock root-key"),
};

function ofNouns(className: OcsfClassName, nouns: string): Record<string, OcsfClassName> {
  return Object.fromEntries(nouns.split(" ").map((noun) => [noun, className]));
}

// Of single types: what is of another class than its noun, and each class's own activities.
const classOfType: Readonly<Record<string, OcsfClassName>> = {
  "workspace.member-added": "Group Management",
  "workspace.member-removed": "Group Management",
  "member.password-reset-required": "Account Change",
  "member.sessions-ended": "Account Change",
  "break-glass.used": "API Activity",
};

const activities: Readonly<Record<OcsfClassName, Readonly<Record<string, number>>>> = {
  "Base Event": {},
  // 1 create, 2 enable, 3 password change, 4 password reset, 5 disable, 6 delete, 9 lock, 10 and 11 a factor enabled and disabled.
  "Account Change": {
    "account.created": 1,
    "account.restored": 2,
    "password.changed": 3,
    "password.change-rejected": 3,
    "password.reset": 4,
    "password.reset-requested": 4,
    "member.password-reset-required": 4,
    "account.suspended": 5,
    "account.deleted": 6,
    "account.secured": 9,
    "authenticator.bound": 10,
    "authenticator.binding-rejected": 10,
    "authenticator.unbound": 11,
    "two-step.turned-off": 11,
  },
  // 1 logon, 2 logoff.
  Authentication: { "sign-in.accepted": 1, "sign-in.rejected": 1, "session.ended": 2 },
  // 1 create, 2 read, 3 update, 4 delete.
  "Entity Management": {
    "organization.created": 1,
    "workspace.created": 1,
    "invitation.created": 1,
    "domain.added": 1,
    "connection.created": 1,
    "setup-link.created": 1,
    "policies.previewed": 2,
    "organization.renamed": 3,
    "organization.time-zone-changed": 3,
    "organization.plan-changed": 3,
    "workspace.renamed": 3,
    "policies.changed": 3,
    "ownership.transferred": 3,
    "break-glass.changed": 3,
    "domain.verified": 3,
    "connection.changed": 3,
    "connection.activated": 3,
    "connection.disabled": 3,
    "connection.replaced": 3,
    "connection.change-discarded": 3,
    "connection.rules-changed": 3,
    "connection.certificate-changed": 3,
    "connection.key-replaced": 3,
    "organization.deleted": 4,
    "workspace.deleted": 4,
    "invitation.revoked": 4,
    "domain.removed": 4,
    "domain.released": 4,
    "connection.deleted": 4,
    "setup-link.revoked": 4,
    "setup-link.finished": 4,
  },
  // 3 and 4 a user added and removed.
  "Group Management": {
    "member.added": 3,
    "workspace.member-added": 3,
    "member.removed": 4,
    "member.left": 4,
    "workspace.member-removed": 4,
  },
  // 2 read.
  "API Activity": { "events.read": 2, "events.exported": 2 },
};

const severe: Readonly<Record<string, 3 | 4>> = {
  "session.flagged": 3,
  "account.secured": 3,
  "two-step.turned-off": 3,
  "password.breached": 3,
  "break-glass.used": 3,
  "connection.unreachable": 3,
  "passkey.cloned": 4,
  "log.check-failed": 4,
  "log.database-accepted": 4,
  "log.witness-disagreed": 4,
};

/** Classes an event by its type. One of which nothing is told, or that this version does not know, is of the base class. */
export function classify(type: string): OcsfClass {
  const failed = /[.-](rejected|refused|failed)$/.test(type);
  const className = classOfType[type] ?? classOfNoun[type.slice(0, type.indexOf("."))] ?? "Base Event";
  return {
    className,
    activityId: activities[className][type] ?? other,
    severityId: severe[type] ?? (failed ? 2 : 1),
    failed,
  };
}
