import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Banner } from "../parts/banner.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import { PasswordField } from "../parts/password-field.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useSessions } from "../app/queries.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { addPasswordText, changeText } from "./strings.ts";
import { useChangePassword } from "./use-change-password.ts";

/** Changes the password, or chooses one where there is none. */
export function ChangePasswordDialog({ hasPassword: hasOne, email }: { hasPassword: boolean; email: string }) {
  const close = useCloseTo("/security");
  // The page beneath learns of the new password before this closes.
  const [hasPassword] = useState(hasOne);
  const { values, set, errors, trouble, busy, submit } = useChangePassword(hasPassword, close);
  const others = (useSessions().data?.items.length ?? 1) - 1;
  const changeLead = others > 0 ? plural(others, changeText.leadOthers) : changeText.lead;
  return (
    <Dialog
      title={hasPassword ? changeText.title : addPasswordText.title}
      lead={hasPassword ? changeLead : addPasswordText.lead}
      onClose={close}
      onSubmit={submit}
      refusal={errors}
      returnFocusTo={["change-password"]}
      foot={
        <>
          <Button onClick={close}>{changeText.cancel}</Button>
          <Button
            tone="primary"
            type="submit"
            busy={busy && (hasPassword ? changeText.changing : addPasswordText.adding)}
          >
            {hasPassword ? changeText.submit : addPasswordText.submit}
          </Button>
        </>
      }
    >
      {trouble !== undefined && (
        <Banner tone="warning" compact alert>
          {trouble}
        </Banner>
      )}
      <Fields hasPassword={hasPassword} email={email} values={values} set={set} errors={errors} />
    </Dialog>
  );
}

type Change = ReturnType<typeof useChangePassword>;

interface FieldsProps extends Pick<Change, "values" | "set" | "errors"> {
  hasPassword: boolean;
  email: string;
}

function Fields({ hasPassword, email, values, set, errors }: FieldsProps) {
  return (
    <>
      {hasPassword && (
        <PasswordField
          label={changeText.current}
          username={email}
          autoComplete="current-password"
          autoFocus
          value={values.current}
          onChange={(current) => set({ current })}
          error={errors?.current}
        />
      )}
      <NewPasswordField
        label={changeText.new}
        username={hasPassword ? undefined : email}
        autoFocus={!hasPassword}
        value={values.next}
        onChange={(next) => set({ next })}
        error={errors?.next}
      />
      <PasswordField
        label={changeText.again}
        username={undefined}
        autoComplete="new-password"
        value={values.again}
        onChange={(again) => set({ again })}
        error={errors?.again}
      />
    </>
  );
}
