import { Button } from "../parts/button.tsx";
import { Form } from "../parts/form.tsx";
import { Picks } from "../parts/picks.tsx";
import { Segments } from "../parts/segments.tsx";
import { guides } from "./guide-table.ts";
import { guideNames, protocolsOf, type GuideName, type Protocol } from "./guides.ts";
import { connectText } from "./connect-strings.ts";

export interface Picked {
  guide: GuideName;
  kind: Protocol;
}

interface ProviderPicksProps {
  picked: Picked;
  onPick: (picked: Picked) => void;
  onNext: () => void;
}

/** Which product it is, and by which protocol where it speaks both. */
export function ProviderPicks({ picked: { guide, kind }, onPick, onNext }: ProviderPicksProps) {
  const protocols = protocolsOf(guide);
  const pick = (name: GuideName) => {
    const [first = "saml"] = protocolsOf(name);
    onPick({ guide: name, kind: first });
  };
  return (
    <Form className="m-stack" onSubmit={onNext}>
      <Picks
        legend={connectText.legend}
        value={guide}
        options={guideNames.map((value) => ({ value, name: guides[value].name, hint: guides[value].hint }))}
        onChange={pick}
      />
      {protocols.length > 1 && (
        <Segments
          label={connectText.protocol}
          value={kind}
          options={protocols.map((value) => ({ value, label: connectText.protocols[value] }))}
          onChange={(chosen) => onPick({ guide, kind: chosen })}
        />
      )}
      <div>
        <Button tone="primary" type="submit">
          {connectText.next}
        </Button>
      </div>
    </Form>
  );
}
