import type { PageLink } from "../../../server/src/addresses.ts";
import { Link } from "../parts/link.tsx";
import "./brand.css";
import { useDeployment } from "./deployment.tsx";

export function Mark() {
  return (
    <svg className="m-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path
        className="m-block"
        d="M4.5 8H8v8h8V8h3.5A1.5 1.5 0 0 1 21 9.5v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 19.5v-10A1.5 1.5 0 0 1 4.5 8z"
      />
      <rect className="m-tenon" x="9.5" y="3" width="5" height="11.5" rx="1" />
    </svg>
  );
}

export function Brand({ href }: { href: PageLink }) {
  const { productName } = useDeployment();
  return (
    <Link className="m-brand" href={href}>
      <Mark />
      <span>{productName}</span>
    </Link>
  );
}
