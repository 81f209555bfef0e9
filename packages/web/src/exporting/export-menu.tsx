import type { Scope } from "../activity/filter.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { ActionMenu } from "../parts/menu.tsx";
import { exportText } from "./strings.ts";
import { useExport, type ExportQuery, type Format } from "./use-export.ts";

const formats: { format: Format; icon: IconName; note: string }[] = [
  { format: "csv", icon: "sheet", note: exportText.csvNote },
  { format: "jsonl", icon: "shield-check", note: exportText.jsonlNote },
  { format: "ocsf", icon: "code", note: exportText.ocsfNote },
];

const noteWords: Record<ExportMenuProps["filtered"], (note: string) => string> = {
  no: (note) => note,
  yes: exportText.filtered,
  "by-account": exportText.byAccount,
  "by-search": exportText.bySearch,
};

interface ExportMenuProps {
  scope: Scope;
  /** Which filters are on: an export knows none by account, and no search. */
  filtered: "no" | "yes" | "by-account" | "by-search";
  /** What the filters let through, at the moment of asking. */
  query: () => Omit<ExportQuery, "format">;
}

export function ExportMenu({ scope, filtered, query }: ExportMenuProps) {
  const start = useExport(scope);
  return (
    <ActionMenu
      className="m-btn m-btn-sm"
      wide
      entries={formats.map(({ format, icon, note }) => ({
        icon,
        label: exportText[format],
        note: noteWords[filtered](note),
        onPick: () => start({ format, ...query() }),
      }))}
    >
      <Icon name="download" />
      {exportText.export}
      <Icon name="chevron-down" />
    </ActionMenu>
  );
}
