import { Icon, type IconName } from "../parts/icon.tsx";
import { ActionMenu } from "../parts/menu.tsx";
import { exportText } from "./strings.ts";
import { useExport, type ExportQuery, type Format } from "./use-export.ts";

const formats: { format: Format; icon: IconName; note: string }[] = [
  { format: "csv", icon: "sheet", note: exportText.csvNote },
  { format: "jsonl", icon: "shield-check", note: exportText.jsonlNote },
  { format: "ocsf", icon: "code", note: exportText.ocsfNote },
];

interface ExportMenuProps {
  /** The whole deployment's log, not the account's. */
  everyone: boolean;
  /** Only part of it is asked for. */
  filtered: boolean;
  /** What the filters let through, at the moment of asking. */
  query: () => Omit<ExportQuery, "format">;
}

export function ExportMenu({ everyone, filtered, query }: ExportMenuProps) {
  const start = useExport(everyone);
  const scope = filtered ? exportText.filtered : exportText.all;
  return (
    <ActionMenu
      className="m-btn m-btn-sm"
      wide
      entries={formats.map(({ format, icon, note }) => ({
        icon,
        label: exportText[format],
        note: exportText.withScope(note, scope),
        onPick: () => start({ format, ...query() }),
      }))}
    >
      <Icon name="download" />
      {exportText.export}
      <Icon name="chevron-down" />
    </ActionMenu>
  );
}
