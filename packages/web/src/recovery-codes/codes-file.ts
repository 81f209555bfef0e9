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

/** Hands the file to the browser; it never leaves the machine. */
export function download(set: CodesSet): void {
  const address = URL.createObjectURL(new Blob([fileContent(set)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName(set);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
