import { useState } from "react";
import type { SsoConnection } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { Refused } from "../app/refused.tsx";
import { refusedFields, refusedWords } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Check } from "../parts/check.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Select } from "../parts/select.tsx";
import { TextField } from "../parts/text-field.tsx";
import { settingsText } from "./rules-strings.ts";
import { connectionText, ssoPageText } from "./strings.ts";
import { useHome } from "./use-connections.ts";
import { useChangeConnection } from "./use-sso.ts";

const words = (text: string): string[] | null => {
  const found = text.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
  return found.length === 0 ? null : found;
};

const jitModes = ["none", "invited", "verified-domains"] as const;
const trusts = ["never", "when-asserted"] as const;

function useSettings(connection: SsoConnection) {
  const [settings, setSettings] = useState(() => ({
    ...{ jit: connection.jit, trustSecondFactor: connection.trustSecondFactor },
    ...{ idpInitiated: connection.idpInitiated, allowCbc: connection.allowCbc },
    amr: connection.requiredAmr?.join(", ") ?? "",
    acr: connection.requiredAcr?.join(", ") ?? "",
    managePasswordUrl: connection.managePasswordUrl ?? "",
  }));
  const set = (change: Partial<typeof settings>) => setSettings({ ...settings, ...change });
  const { amr, acr, managePasswordUrl, ...rest } = settings;
  const change = {
    ...rest,
    requiredAmr: words(amr),
    requiredAcr: words(acr),
    managePasswordUrl: managePasswordUrl.trim() === "" ? null : managePasswordUrl.trim(),
  };
  return { settings, set, change };
}

type Edited = ReturnType<typeof useSettings>;

/** How a connection's word is taken: none of it needs a test. */
export function SettingsDialog({ connection }: { connection: SsoConnection }) {
  const close = useCloseTo(useHome());
  const edited = useSettings(connection);
  const save = useChangeConnection(connection.id, close);
  return (
    <Dialog
      title={settingsText.title(connection.name)}
      lead={settingsText.lead}
      onClose={close}
      onSubmit={() => save.mutate(edited.change)}
      refusal={save.error}
      returnFocusTo={[`connection-${connection.id}`]}
      foot={
        <>
          <Button onClick={close}>{ssoPageText.cancel}</Button>
          <Button tone="primary" type="submit" busy={save.isPending && ssoPageText.saving}>
            {ssoPageText.save}
          </Button>
        </>
      }
    >
      {refusedFields(save.error).size === 0 && <Refused error={save.error} />}
      <Choices {...edited} />
      <Texts {...edited} error={save.error} />
      <Check
        checked={edited.settings.idpInitiated}
        onChange={(idpInitiated) => edited.set({ idpInitiated })}
        hint={settingsText.idpInitiatedHint}
      >
        {settingsText.idpInitiated}
      </Check>
      {connection.kind === "saml" && (
        <Check
          checked={edited.settings.allowCbc}
          onChange={(allowCbc) => edited.set({ allowCbc })}
          hint={settingsText.allowCbcHint}
        >
          {settingsText.allowCbc}
        </Check>
      )}
    </Dialog>
  );
}

function Choices({ settings, set }: Edited) {
  return (
    <>
      <div className="m-field">
        <span className="m-field-label">{settingsText.newPeople}</span>
        <Select
          label={settingsText.newPeople}
          value={settings.jit}
          options={jitModes.map((value) => ({ value, label: connectionText.jit[value] }))}
          onChange={(jit) => set({ jit })}
        />
      </div>
      <div className="m-field">
        <span className="m-field-label">{settingsText.secondFactor}</span>
        <Select
          label={settingsText.secondFactor}
          value={settings.trustSecondFactor}
          options={trusts.map((value) => ({ value, label: connectionText.trust[value] }))}
          onChange={(trustSecondFactor) => set({ trustSecondFactor })}
        />
      </div>
    </>
  );
}

function Texts({ settings, set, error }: Edited & { error: Error | null }) {
  return (
    <>
      {settings.trustSecondFactor === "when-asserted" && (
        <>
          <TextField
            label={settingsText.amr}
            hint={settingsText.amrHint}
            autoComplete="off"
            value={settings.amr}
            onChange={(amr) => set({ amr })}
            error={refusedWords(error, "requiredAmr")}
          />
          <TextField
            label={settingsText.acr}
            hint={settingsText.acrHint}
            autoComplete="off"
            value={settings.acr}
            onChange={(acr) => set({ acr })}
            error={refusedWords(error, "requiredAcr")}
          />
        </>
      )}
      <TextField
        label={settingsText.managePassword}
        hint={settingsText.managePasswordHint}
        type="url"
        autoComplete="off"
        value={settings.managePasswordUrl}
        onChange={(managePasswordUrl) => set({ managePasswordUrl })}
        error={refusedWords(error, "managePasswordUrl")}
      />
    </>
  );
}
