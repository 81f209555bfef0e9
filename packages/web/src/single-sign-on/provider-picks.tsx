import { Picks } from "../parts/picks.tsx";
import { Segments } from "../parts/segments.tsx";
import { guides } from "./guide-table.ts";
import { guideNames, protocolsOf, type GuideName, type Protocol } from "./guides.ts";
import { connectText } from "./connect-strings.ts";

interface ProviderPicksProps {
  guide: GuideName;
  kind: Protocol;
  onPick: (guide: GuideName, kind: Protocol) => void;
}

/** Which product it is, and by which protocol where it speaks both. */
export function ProviderPicks({ guide, kind, onPick }: ProviderPicksProps) {
  const protocols = protocolsOf(guide);
  const pick = (name: GuideName) => {
    const [first = "saml"] = protocolsOf(name);
    onPick(name, first);
  };
  return (
    <div className="m-stack">
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
          onChange={(chosen) => onPick(guide, chosen)}
        />
      )}
    </div>
  );
}
