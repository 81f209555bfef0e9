import type { AddressOf } from "../../../server/src/addresses.ts";
import type { MemberItem, Role } from "../app/api-types.ts";
import { useOrganization } from "../app/organization-gate.tsx";
import { Badge } from "../parts/badge.tsx";
import { Ago } from "../parts/clock.tsx";
import { lastDay, list, plural } from "../parts/format.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { ActionMenu, type MenuEntry } from "../parts/menu.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { partsText } from "../parts/strings.ts";
import { Cell, CellSub, Table } from "../parts/table.tsx";
import { actsOn, type MemberAct } from "./member-acts.ts";
import { identitiesText } from "./identities-strings.ts";
import "./members.css";
import { actText, membersText, protectionText, roleText } from "./strings.ts";

/** Where a member's menu is found. */
export const menuIdOf = (accountId: string): string => `member-${accountId}`;

export function MembersTable({ members, home }: { members: MemberItem[]; home: AddressOf<"members"> }) {
  const { role } = useOrganization();
  const columns = [
    membersText.member,
    membersText.role,
    membersText.protection,
    membersText.lastSignIn,
    membersText.workspaces,
    <span key="actions" className="m-sr">
      {membersText.actions}
    </span>,
  ];
  return (
    <Table caption={membersText.caption} columns={columns} className="m-members">
      {members.map((member) => (
        <MemberRow key={member.account.id} member={member} mine={role} home={home} />
      ))}
    </Table>
  );
}

function MemberRow({ member, mine, home }: { member: MemberItem; mine: Role; home: AddressOf<"members"> }) {
  const { account, role, lastSignInAt, sessions, workspaces } = member;
  const acts = actsOn(mine, member);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Who member={member} />
      </th>
      <Cell label={membersText.role}>{roleText[role]}</Cell>
      <Cell label={membersText.protection}>
        <Protection member={member} />
      </Cell>
      <Cell label={membersText.lastSignIn}>
        {lastSignInAt === null ? membersText.never : <Ago at={lastSignInAt} />}
        <CellSub>{sessions === 0 ? membersText.noSessions : plural(sessions, membersText.sessions)}</CellSub>
      </Cell>
      <Cell label={membersText.workspaces}>
        {workspaces.length === 0 ? (
          <span className="m-muted">{membersText.noWorkspaces}</span>
        ) : (
          <span dir="auto">{list(workspaces.map(({ name }) => name))}</span>
        )}
      </Cell>
      <td role="cell" className={acts.length === 0 ? "m-cell-actions is-blank" : "m-cell-actions is-corner"}>
        {acts.length > 0 && <Acts account={account} acts={acts} home={home} />}
      </td>
    </tr>
  );
}

function Who({ member: { account, you, status, breakGlass } }: { member: MemberItem }) {
  return (
    <>
      <bdi>{account.name}</bdi>
      {you && <Badge tone="accent">{membersText.you}</Badge>}
      {status === "suspended" && (
        <Badge tone="danger">
          <Icon name="ban" />
          {membersText.suspended}
        </Badge>
      )}
      {breakGlass && (
        <Badge tone="outline">
          <Icon name="key" />
          {membersText.breakGlass}
        </Badge>
      )}
      <CellSub>
        <span className="m-ltr">{account.email}</span>
      </CellSub>
    </>
  );
}

function Protection({ member: { protection, bindBy } }: { member: MemberItem }) {
  return (
    <>
      <ProtectionBadge level={protection} />
      {bindBy !== null && (
        <CellSub>
          <Sentence text={membersText.bindBy} slots={{ date: <time dateTime={bindBy}>{lastDay(bindBy)}</time> }} />
        </CellSub>
      )}
    </>
  );
}

const protectionLook: Record<MemberItem["protection"], { tone: "warning" | "neutral" | "success"; icon: IconName }> = {
  "password-only": { tone: "warning", icon: "alert" },
  "single-sign-on": { tone: "neutral", icon: "sign-in" },
  "two-factor": { tone: "neutral", icon: "shield" },
  "phishing-resistant": { tone: "success", icon: "shield-check" },
};

function ProtectionBadge({ level }: { level: MemberItem["protection"] }) {
  const { tone, icon } = protectionLook[level];
  return (
    <Badge tone={tone}>
      <Icon name={icon} />
      {protectionText[level]}
    </Badge>
  );
}

const actIcon: Record<MemberAct, IconName> = {
  role: "person",
  "end-sessions": "monitor",
  "password-reset": "lock",
  transfer: "key",
  restore: "refresh",
  suspend: "ban",
  remove: "trash",
};

function Acts({
  account,
  acts,
  home,
}: {
  account: MemberItem["account"];
  acts: MemberAct[];
  home: AddressOf<"members">;
}) {
  const { allows } = useOrganization();
  const entries: MenuEntry[] = acts.map((act) => ({
    icon: actIcon[act],
    label: actText[act],
    href: `${home}/${account.id}/${act}`,
    danger: act === "remove",
  }));
  const identities: MenuEntry = {
    icon: "sign-in",
    label: identitiesText.menu,
    href: `${home}/${account.id}/identities`,
  };
  return (
    <ActionMenu
      className="m-btn m-btn-ghost m-btn-sm m-btn-icon"
      id={menuIdOf(account.id)}
      label={partsText.actionsFor(account.name)}
      entries={allows.sso ? entries.toSpliced(1, 0, identities) : entries}
    >
      <Icon name="more" />
    </ActionMenu>
  );
}
