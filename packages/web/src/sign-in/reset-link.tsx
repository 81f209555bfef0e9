import { Link } from "../parts/link.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { signInText } from "./strings.ts";

/** A sentence with "reset your password" in it as a link. */
export function ResetLink({ text }: { text: string }) {
  return <Sentence text={text} slots={{ reset: <Link href="/forgot-password">{signInText.resetLink}</Link> }} />;
}
