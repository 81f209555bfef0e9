import { useState } from "react";
import type { SetupIntent } from "../app/api-types.ts";
import { useCloseTo } from "../app/dialog-route.ts";
import { Refused } from "../app/refused.tsx";
import { refusedWords } from "../app/trouble.ts";
import { Button } from "../parts/button.tsx";
import { Check } from "../parts/check.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { EmailField } from "../parts/email-field.tsx";
import { Segments } from "../parts/segments.tsx";
import { FieldNote } from "../parts/text-field.tsx";
import { linkText } from "./link-strings.ts";
import { ssoPageText } from "./strings.ts";
import { useMakeLink } from "./use-rules-and-links.ts";
import { useHome } from "./use-connections.ts";

const intents = ["domains", "sso", "certificate"] as const satisfies SetupIntent[];
type Hours = keyof typeof linkText.hours;
const hours = Object.keys(linkText.hours) as Hours[];

/** Makes a set-up link, and shows it once. */
export function LinkDialog() {
  const close = useCloseTo(useHome());
  const [may, setMay] = useState<SetupIntent[]>(["domains", "sso"]);
  const [works, setWorks] = useState<Hours>("72");
  const [email, setEmail] = useState("");
  const [missing, setMissing] = useState<object | null>(null);
  const make = useMakeLink(() => undefined);
  if (make.data !== undefined) return <LinkOnce url={make.data.url} onDone={close} />;
  const submit = () => {
    setMissing(may.length === 0 ? {} : null);
    if (may.length === 0) return;
    const address = email.trim();
    make.mutate({ intents: may, expiresInHours: Number(works), ...(address !== "" && { email: address }) });
  };
  return (
    <Dialog
      title={linkText.dialogTitle}
      lead={linkText.dialogLead}
      size="sm"
      onClose={close}
      onSubmit={submit}
      refusal={missing ?? make.error}
      returnFocusTo={["make-link"]}
      foot={
        <>
          <Button onClick={close}>{ssoPageText.cancel}</Button>
          <Button tone="primary" type="submit" busy={make.isPending && linkText.making}>
            {linkText.submit}
          </Button>
        </>
      }
    >
      {refusedWords(make.error, "email") === undefined && <Refused error={make.error} />}
      <Intents may={may} onMay={setMay} isMissing={missing !== null} />
      <Segments
        label={linkText.works}
        value={works}
        options={hours.map((value) => ({ value, label: linkText.hours[value] }))}
        onChange={setWorks}
      />
      <EmailField
        label={linkText.email}
        value={email}
        onChange={setEmail}
        autoComplete="off"
        error={refusedWords(make.error, "email")}
      />
    </Dialog>
  );
}

interface IntentsProps {
  may: SetupIntent[];
  onMay: (may: SetupIntent[]) => void;
  isMissing: boolean;
}

function Intents({ may, onMay, isMissing }: IntentsProps) {
  return (
    <fieldset className="m-stack-2">
      <legend className="m-field-label">{linkText.may}</legend>
      {intents.map((intent) => (
        <Check
          key={intent}
          checked={may.includes(intent)}
          onChange={(isChosen) => onMay(isChosen ? [...may, intent] : may.filter((each) => each !== intent))}
        >
          {linkText.intents[intent]}
        </Check>
      ))}
      <FieldNote id="intents-note" error={isMissing ? linkText.choose : undefined} />
    </fieldset>
  );
}

function LinkOnce({ url, onDone }: { url: string; onDone: () => void }) {
  const [isSaved, setSaved] = useState(false);
  const finish = () => {
    if (isSaved) onDone();
  };
  return (
    <Dialog
      title={linkText.onceTitle}
      lead={linkText.onceLead}
      size="sm"
      closeButton={false}
      onClose={finish}
      returnFocusTo={["make-link"]}
      foot={
        <Button tone="primary" disabled={!isSaved} onClick={onDone}>
          {linkText.done}
        </Button>
      }
    >
      <div className="m-secret">
        <code className="m-secret-value" id="set-up-url" dir="ltr">
          {url}
        </code>
        <CopyButton text={url} thing={linkText.link} name={linkText.copy} fallbackId="set-up-url" />
      </div>
      <Check checked={isSaved} onChange={setSaved}>
        {linkText.saved}
      </Check>
    </Dialog>
  );
}
