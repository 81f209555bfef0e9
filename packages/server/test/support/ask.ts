import { inject } from "vitest";

const answers = new Map<string, Promise<string>>();

/** Asks for what is made once a run (once-a-run.ts): the first to ask waits until it is made. */
export function ask(name: "postgres" | "sqlite" | "build"): Promise<string> {
  let answer = answers.get(name);
  if (!answer) answers.set(name, (answer = request(name)));
  return answer;
}

async function request(name: string): Promise<string> {
  const response = await fetch(`${inject("onceARun")}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
