import type { ReactNode } from "react";
import "./table.css";

interface TableProps {
  caption: string;
  columns: ReactNode[];
  className?: string;
  children: ReactNode;
}

/** Roles are explicit because the phone layout changes `display`, which would take them away. */
export function Table({ caption, columns, className, children }: TableProps) {
  return (
    <table
      role="table"
      className={className === undefined ? "m-table m-table-stack" : `m-table m-table-stack ${className}`}
    >
      <caption className="m-sr">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column, place) => (
            <th key={place} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

export function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td role="cell" data-label={label}>
      <div>{children}</div>
    </td>
  );
}

export function CellSub({ children }: { children: ReactNode }) {
  return <span className="m-cell-sub">{children}</span>;
}
