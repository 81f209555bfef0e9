import { useId } from "react";
import type { Role } from "../app/api-types.ts";
import "../parts/field.css";
import "./role-choice.css";
import { membersText, roleMeaning, roleText } from "./strings.ts";

interface RoleChoiceProps {
  roles: Role[];
  value: Role;
  onChange: (role: Role) => void;
}

/** Roles, each with what it may do. */
export function RoleChoice({ roles, value, onChange }: RoleChoiceProps) {
  const name = useId();
  return (
    <fieldset className="m-roles">
      <legend className="m-field-label">{membersText.role}</legend>
      {roles.map((role) => (
        <label key={role} className="m-check">
          <input
            type="radio"
            name={name}
            checked={role === value}
            data-autofocus={role === value || undefined}
            onChange={() => onChange(role)}
          />
          <span className="m-check-text">
            {roleText[role]}
            <span className="m-check-hint">{roleMeaning[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
