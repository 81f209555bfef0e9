/** Where an event belongs in OCSF 1.x. */
export interface OcsfClass {
  readonly classUid: 3001 | 3002 | 6003;
  readonly categoryUid: 3 | 6;
  readonly className: "Account Change" | "Authentication" | "API Activity";
  readonly activityId: number;
  /** 1 informational … 4 high. */
  readonly severityId: 1 | 2 | 3 | 4;
  readonly failed: boolean;
}

const other = 99;

// Activities of Account Change (3001): 1 create, 2 enable, 3 password change, 4 password reset, 5 disable, 6 delete,
// 9 lock, 10 and 11 a factor enabled and disabled, 12 unlock.
const accountChanges: Readonly<Record<string, number>> = {
  "account.created": 1,
  "account.restored": 2,
  "password.changed": 3,
  "password.reset": 4,
  "account.suspended": 5,
  "account.deleted": 6,
  "account.secured": 9,
  "authenticator.bound": 10,
  "authenticator.unbound": 11,
  "two-step.turned-off": 11,
  "account.released": 12,
};

// Activities of Authentication (3002): 1 logon, 2 logoff.
const authentications: Readonly<Record<string, number>> = {
  "sign-in.accepted": 1,
  "sign-in.rejected": 1,
  "session.ended": 2,
};

// Activities of API Activity (6003): 2 read.
const apiActivities: Readonly<Record<string, number>> = { "events.read": 2, "events.exported": 2 };

const severe: Readonly<Record<string, 3 | 4>> = {
  "session.flagged": 3,
  "account.secured": 3,
  "two-step.turned-off": 3,
  "passkey.cloned": 4,
  "log.check-failed": 4,
  "log.witness-disagreed": 4,
};

/** Classes an event by its type. */
export function classify(type: string): OcsfClass {
  const failed = type.endsWith("-rejected") || type.endsWith(".rejected") || type.endsWith(".refused");
  const common = { severityId: severe[type] ?? (failed ? 2 : 1), failed } as const;
  if (/^(sign-in|session|step-up|restore-trust|proof|device)\./.test(type))
    return {
      ...common,
      classUid: 3002,
      categoryUid: 3,
      className: "Authentication",
      activityId: authentications[type] ?? other,
    };
  if (/^(events|log|text-messages?|alert-preferences)\./.test(type))
    return {
      ...common,
      classUid: 6003,
      categoryUid: 6,
      className: "API Activity",
      activityId: apiActivities[type] ?? other,
    };
  return {
    ...common,
    classUid: 3001,
    categoryUid: 3,
    className: "Account Change",
    activityId: accountChanges[type] ?? other,
  };
}
