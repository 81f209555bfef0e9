import { onTheWay } from "../app/return-to.ts";
import { useReturnTo } from "../app/use-return-to.ts";
import { Link } from "../parts/link.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { signInText } from "./strings.ts";

/** A sentence with "reset your password" in it as a link. */
export function ResetLink({ text }: { text: string }) {
  return (
    <Sentence
      text={text}
      slots={{ reset: <Link href={onTheWay("/forgot-password", useReturnTo())}>{signInText.resetLink}</Link> }}
    />
  );
}
