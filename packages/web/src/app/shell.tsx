import { useState, type ReactNode } from "react";
import { useHere } from "../parts/navigation.ts";
import { Bell } from "../alerts/bell.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { ActionMenu, type MenuEntry } from "../parts/menu.tsx";
import { BackToApp } from "./back-to-app.tsx";
import { Brand } from "./brand.tsx";
import { NavGroup, type NavPage } from "./nav-group.tsx";
import { navOf } from "./organization-pages.ts";
import { useOrganizations } from "./organization-queries.ts";
import "./shell.css";
import { useAccount } from "./queries.ts";
import { useCurrentSession } from "./current-session.ts";
import { appText } from "./strings.ts";
import { useSignOut } from "./use-sign-out.ts";

const pages: NavPage[] = [
  { href: "/security", label: appText.security, icon: "shield" },
  { href: "/sessions", label: appText.sessions, icon: "history" },
  { href: "/activity", label: appText.activity, icon: "list" },
  { href: "/account", label: appText.account, icon: "person" },
];
const operatorPages: NavPage[] = [{ href: "/operator/log", label: appText.deploymentLog, icon: "shield-check" }];

/** The settings pages' frame: navigation beside the page, on top of it on a phone. */
export function Shell({ children }: { children: ReactNode }) {
  const location = useHere();
  // Opened on one page, the menu is closed on the next without being told.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === location;
  return (
    <>
      <a className="m-skip" href="#main">
        {appText.skip}
      </a>
      <div className="m-shell">
        <header className={open ? "m-side is-open" : "m-side"}>
          <div className="m-side-head">
            <Brand href="/security" />
            <ShellBell />
            <Button
              tone="ghost"
              icon="menu"
              className="m-side-toggle"
              aria-label={appText.menu}
              aria-expanded={open}
              aria-controls="side-nav"
              onClick={() => setOpenOn(open ? null : location)}
            />
          </div>
          <nav className="m-side-nav" id="side-nav" aria-label={appText.settings}>
            <NavGroup label={appText.yourAccount} pages={pages} location={location} />
            <OrganizationsNav location={location} />
            <OperatorNav location={location} />
            <BackToApp className="m-side-link m-side-back" />
          </nav>
          <div className="m-side-foot">
            <PersonMenu />
          </div>
        </header>
        <main className="m-main" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  );
}

const useIsFlagged = () => useCurrentSession().trust === "flagged";

/** A session on hold reads no alerts. */
function ShellBell() {
  return useIsFlagged() ? null : <Bell />;
}

/** For each organization one belongs to: what one's role opens there. */
function OrganizationsNav({ location }: { location: string }) {
  const flagged = useIsFlagged();
  return flagged ? null : <OrganizationGroups location={location} />;
}

function OrganizationGroups({ location }: { location: string }) {
  const groups = (useOrganizations().data?.items ?? []).map((each) => ({ ...each, pages: navOf(each) }));
  return groups
    .filter(({ pages: open }) => open.length > 0)
    .map(({ id, name, pages: open }) => <NavGroup key={id} label={name} pages={open} location={location} />);
}

/** What concerns the whole deployment; nobody else is told that it is there. */
function OperatorNav({ location }: { location: string }) {
  const { data } = useAccount();
  const flagged = useIsFlagged();
  if (data?.operator !== true || flagged) return null;
  return <NavGroup label={appText.deployment} pages={operatorPages} location={location} />;
}

function PersonMenu() {
  const { account, proofs } = useCurrentSession();
  const signOut = useSignOut();
  const signOutThere = useSignOut({ atProvider: true });
  const leave: MenuEntry = { icon: "arrow-right", label: appText.signOut, onPick: () => signOut.mutate() };
  const leaveBoth: MenuEntry = {
    icon: "building",
    label: appText.signOutEverywhere,
    note: appText.signOutEverywhereNote,
    onPick: () => signOutThere.mutate(),
  };
  return (
    <ActionMenu
      className="m-person"
      upwards
      entries={proofs.some(({ kind }) => kind === "sso") ? [leave, leaveBoth] : [leave]}
    >
      <Avatar name={account.name} />
      <span>
        <span className="m-person-name" dir="auto" title={account.name}>
          {account.name}
        </span>
        <span className="m-person-mail m-ltr" title={account.email}>
          {account.email}
        </span>
      </span>
    </ActionMenu>
  );
}
