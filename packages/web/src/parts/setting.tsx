import type { ReactNode } from "react";
import "./setting.css";

interface SettingProps {
  title: ReactNode;
  /** The control the title is the label of. */
  labelFor?: string;
  hint?: ReactNode;
  control?: ReactNode;
  children?: ReactNode;
}

/** What can be set, in words, and its control at the end of the line; more about it beneath. */
export function Setting({ title, labelFor, hint, control, children }: SettingProps) {
  return (
    <div className="m-setting">
      <div>
        {labelFor === undefined ? (
          <p className="m-setting-title">{title}</p>
        ) : (
          <label className="m-setting-title" htmlFor={labelFor}>
            {title}
          </label>
        )}
        {hint !== undefined && <p className="m-setting-hint">{hint}</p>}
      </div>
      {control}
      {children !== undefined && children !== false && <div className="m-setting-more">{children}</div>}
    </div>
  );
}
