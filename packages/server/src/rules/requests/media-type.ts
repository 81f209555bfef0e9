import { withoutSpace } from "./header.ts";

/** How a body is written: what programs and our own pages send, or what a form of another site posts. */
export const bodyKinds = ["json", "form"] as const;
export type BodyKind = (typeof bodyKinds)[number];

export const mediaTypes: Readonly<Record<BodyKind, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
};

/** What a request says its body is. */
export interface BodyHeaders {
  readonly contentType: string | null | undefined;
  readonly contentEncoding: string | null | undefined;
}

const parameter = /^[ \t]*([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w-]+)|"([^"\\]*)")[ \t]*$/;

/** Whether a body can be read: of its row's kind, in UTF-8, as it is. Nothing is unpacked, so that a small request stays small. */
export function decideReadsBody({ contentType, contentEncoding }: BodyHeaders, kind: BodyKind): boolean {
  const [type = "", ...parameters] = (contentType ?? "").split(";");
  return (
    decideReadsEncoding(contentEncoding) &&
    withoutSpace(type).toLowerCase() === mediaTypes[kind] &&
    parameters.every(isOfUtf8)
  );
}

/** Whether what is sent is the thing itself (RFC 9110 §8.4). */
export function decideReadsEncoding(contentEncoding: string | null | undefined): boolean {
  return (contentEncoding ?? "").split(",").every((each) => /^(identity)?$/i.test(withoutSpace(each)));
}

// Two of one name contradict each other at worst, and then one of them is refused.
function isOfUtf8(text: string): boolean {
  if (withoutSpace(text) === "") return true;
  const [, name, token, quoted] = parameter.exec(text) ?? [];
  if (name === undefined) return false;
  return !/^charset\*?$/i.test(name) || /^utf-?8$/i.test(token ?? quoted ?? "");
}
