import type { Kind } from "../app/api-types.ts";
import { kindText } from "../attempts/strings.ts";
import { Badge } from "../parts/badge.tsx";
import { Check } from "../parts/check.tsx";
import { plural } from "../parts/format.ts";
import { FieldNote } from "../parts/text-field.tsx";
import { useEditor } from "./editor.ts";
import "./methods.css";
import { Hint } from "./set-by.tsx";
import { draftText, factorText } from "./strings.ts";

type Method = "passkey" | "totp" | "phone";

const methods: Method[] = ["passkey", "totp", "phone"];

/** Which second factors there may be, and how many members have each. */
export function MethodsSetting() {
  const { draft, set } = useEditor();
  const { allowedKinds } = draft.whole;
  const allows = (method: Method) => allowedKinds === null || allowedKinds.includes(method);
  const toggle = (method: Method, allowed: boolean) => {
    const chosen = methods.filter((each) => (each === method ? allowed : allows(each)));
    set("allowedKinds", chosen.length === methods.length ? null : (chosen satisfies Kind[]));
  };
  return (
    <div className="m-setting">
      <fieldset className="m-setting-more" aria-describedby="methods-note">
        <legend className="m-setting-title">{factorText.methods}</legend>
        <p className="m-setting-hint">
          <Hint policy="allowedKinds" words={factorText.methodsHint} />
        </p>
        <div className="m-methods">
          {methods.map((method) => (
            <MethodCheck
              key={method}
              method={method}
              allowed={allows(method)}
              onChange={(allowed) => toggle(method, allowed)}
            />
          ))}
        </div>
        <FieldNote id="methods-note" error={allowedKinds?.length === 0 ? draftText.noMethod : undefined} />
      </fieldset>
    </div>
  );
}

interface MethodCheckProps {
  method: Method;
  allowed: boolean;
  onChange: (allowed: boolean) => void;
}

function MethodCheck({ method, allowed, onChange }: MethodCheckProps) {
  const { preview, loaded } = useEditor();
  const before = loaded.saved.whole.allowedKinds;
  const turnedOff = !allowed && (before === null || before.includes(method));
  const people = preview && plural(preview.kinds[method], factorText.have);
  return (
    <Check checked={allowed} onChange={onChange} hint={[turnedOff && factorText.off, people].filter(Boolean).join(" ")}>
      {kindText[method].title} {method === "passkey" && <Badge tone="success">{factorText.safest}</Badge>}
      {method === "phone" && <Badge tone="warning">{factorText.lessSecure}</Badge>}
    </Check>
  );
}
