import { useCallback } from "react";
import { findPage, type PageLink, withoutBase } from "../../../server/src/addresses.ts";
import { useNavigate } from "../parts/navigation.ts";
import { useBaseUrl } from "./client.ts";

/** A target as a link of these pages; undefined where it leads elsewhere. The root of the host may be an app's own page. */
export function ownLink(target: string, basePath: string): PageLink | undefined {
  const [path = ""] = target.split(/[?#]/);
  const own = withoutBase(basePath, path);
  const found = own === undefined ? undefined : findPage(own);
  if (own === undefined || found === undefined || found.name === "home") return undefined;
  return (own + target.slice(path.length)) as PageLink;
}

/** Whether going there leaves this document alive. */
export function isOwnPage(target: string, basePath: string): boolean {
  return ownLink(target, basePath) !== undefined;
}

/** Goes on, leaving no way back to here: within these pages without a reload, anywhere else as the browser does. */
export function useGoTo(): (target: string) => void {
  const navigate = useNavigate();
  const basePath = useBaseUrl();
  return useCallback(
    (target: string) => {
      const link = ownLink(target, basePath);
      if (link === undefined) location.replace(target);
      else navigate(link, { replace: true });
    },
    [navigate, basePath],
  );
}
