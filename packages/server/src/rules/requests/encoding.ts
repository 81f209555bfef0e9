import { withoutSpace } from "./header.ts";

/** How a file may be packed on its way (RFC 9110 §8.4.1), the smallest first. */
export const packings = ["br", "gzip"] as const;
export type Packing = (typeof packings)[number];

// A weight has three digits behind the point at most (§12.4.2); what is written otherwise asks for nothing.
const weight = /^q[ \t]*=[ \t]*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/**
 * In which form of those that are there a file is sent to whoever accepts these codings (RFC 9110 §12.5.3): in the one of the
 * greatest weight, of equals the smallest, and undefined, as it is, when nothing else is wanted. Whoever names no coding gets
 * it as it is, and so does who refuses even that: a file that may be of use is better than none.
 */
export function decidePacking(accepted: string | null | undefined, there: readonly Packing[]): Packing | undefined {
  const weights = weightsIn(accepted ?? "");
  const any = weights.get("*") ?? 0;
  const asItIs = weights.get("identity") ?? any;
  let best: Packing | undefined;
  let most = 0;
  for (const packing of packings) {
    const wanted = weights.get(packing) ?? any;
    if (!there.includes(packing) || wanted <= most || wanted < asItIs) continue;
    [best, most] = [packing, wanted];
  }
  return best;
}

function weightsIn(accepted: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const each of accepted.split(",")) {
    const [name = "", ...parameters] = each.split(";").map(withoutSpace);
    const value = weightOf(parameters);
    if (value === undefined) continue;
    const coding = name.toLowerCase().replace(/^x-gzip$/, "gzip");
    // Who names one twice is given what both allow.
    weights.set(coding, Math.min(value, weights.get(coding) ?? 1));
  }
  return weights;
}

function weightOf(parameters: readonly string[]): number | undefined {
  if (parameters.length === 0) return 1;
  const [, value] = parameters.length === 1 ? (weight.exec(parameters[0]!) ?? []) : [];
  return value === undefined ? undefined : Number(value);
}
