import { saveFile } from "../parts/save-file.ts";
import { fileText } from "./strings.ts";

export interface CodesSet {
  codes: string[];
  product: string;
  email: string;
  host: string;
  /** When the set was made, on the person's clock. */
  made: Date;
}

export function fileName({ product, email, made }: CodesSet): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}@._+-]+/gu, "-");
  return `${plain(product)}-recovery-codes-${plain(email)}-${isoDay(made)}.txt`;
}

export function fileContent({ codes, product, email, host, made }: CodesSet): string {
  const lines = [
    fileText.heading(product),
    "",
    fileText.account(email),
    fileText.signInAt(host),
    fileText.created(isoDay(made)),
    "",
    ...codes.map((code, place) => `${String(place + 1).padStart(2)}. ${code}`),
    "",
    fileText.how,
    "",
  ];
  return lines.join("\r\n");
}

function isoDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function download(set: CodesSet): void {
  saveFile(new Blob([fileContent(set)], { type: "text/plain;charset=utf-8" }), fileName(set));
}
