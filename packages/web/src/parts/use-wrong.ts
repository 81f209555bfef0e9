import { useState } from "react";

/**
 * What is wrong with a form's one field, if anything is: a new object each time the form is sent, so that focus goes
 * back there. `find` says what is wrong with what was typed.
 */
export function useWrong(find: (typed: string) => string | undefined) {
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const say = (words: string | undefined): void => setWrong(words === undefined ? null : { words });
  return {
    wrong,
    say,
    /** Whether it can be sent as it was typed. */
    passes(typed: string): boolean {
      const words = find(typed);
      say(words);
      return words === undefined;
    },
    /** While it is typed anew: takes back what was said as soon as it is right. */
    ease(typed: string): void {
      if (wrong !== null && find(typed) === undefined) setWrong(null);
    },
  };
}
