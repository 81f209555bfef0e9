import { Button } from "../parts/button.tsx";
import { Banner } from "../parts/banner.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { plural } from "../parts/format.ts";
import { PasswordField } from "../parts/password-field.tsx";
import { useCloseTo } from "../app/dialog-route.ts";
import { useSessions } from "../app/queries.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { changeText } from "./strings.ts";
import { useChangePassword } from "./use-change-password.ts";

export function ChangePasswordDialog() {
  const close = useCloseTo("/security");
  const { values, set, errors, trouble, busy, submit } = useChangePassword(close);
  const others = (useSessions().data?.items.length ?? 1) - 1;
  return (
    <Dialog
      title={changeText.title}
      lead={others > 0 ? plural(others, changeText.leadOthers) : changeText.lead}
      onClose={close}
      onSubmit={submit}
      refusal={errors}
      returnFocusTo={["change-password"]}
      foot={
        <>
          <Button onClick={close}>{changeText.cancel}</Button>
          <Button tone="primary" type="submit" busy={busy && changeText.changing}>
            {changeText.submit}
          </Button>
        </>
      }
    >
      {trouble !== undefined && (
        <Banner tone="warning" compact alert>
          {trouble}
        </Banner>
      )}
      <PasswordField
        label={changeText.current}
        autoComplete="current-password"
        autoFocus
        value={values.current}
        onChange={(current) => set({ current })}
        error={errors?.current}
      />
      <NewPasswordField
        label={changeText.new}
        value={values.next}
        onChange={(next) => set({ next })}
        error={errors?.next}
      />
      <PasswordField
        label={changeText.again}
        autoComplete="new-password"
        value={values.again}
        onChange={(again) => set({ again })}
        error={errors?.again}
      />
    </Dialog>
  );
}
