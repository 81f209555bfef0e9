import type { AddressOf } from "../../../server/src/addresses.ts";

export type WorkspaceAddress = `${AddressOf<"workspaces">}/wksp_${string}`;

/** Where one workspace is shown. */
export function workspaceAddress(home: AddressOf<"workspaces">, id: string): WorkspaceAddress {
  // The ids of workspaces begin so.
  return `${home}/${id}` as WorkspaceAddress;
}
