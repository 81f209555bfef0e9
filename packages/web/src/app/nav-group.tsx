import { useId } from "react";
import type { PageAddress } from "../../../server/src/addresses.ts";
import { Link } from "../parts/link.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";

export interface NavPage {
  href: PageAddress;
  label: string;
  icon: IconName;
}

/** Some pages under a heading, in the navigation. */
export function NavGroup({ label, pages, location }: { label: string; pages: NavPage[]; location: string }) {
  const id = useId();
  return (
    <div>
      <p className="m-side-label" id={id} dir="auto">
        {label}
      </p>
      <ul aria-labelledby={id}>
        {pages.map((page) => (
          <NavItem key={page.href} {...page} current={location.startsWith(page.href)} />
        ))}
      </ul>
    </div>
  );
}

function NavItem({ href, label, icon, current }: NavPage & { current: boolean }) {
  return (
    <li>
      <Link className="m-side-link" href={href} aria-current={current ? "page" : undefined}>
        <Icon name={icon} size={20} />
        <span>{label}</span>
      </Link>
    </li>
  );
}
