import { Link } from "../parts/link.tsx";
import { ssoPageText } from "./strings.ts";
import { useHome } from "./use-connections.ts";
import "./stack.css";

/** Back to the page that all of these belong to. */
export function Crumb() {
  return (
    <p className="m-crumb">
      <Link href={useHome()}>{ssoPageText.back}</Link>
    </p>
  );
}
