import { Person } from "../../../server/test/support/person.ts";
import { startServer, type Clock, type TestServer } from "../../../server/test/support/test-server.ts";

/** The server's clock runs as the browser's does, and a test may move it on: every code works once. */
function runningClock(): Clock {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    advance(seconds) {
      offsetMs += seconds * 1000;
    },
  };
}

export function startHosted(settings: Record<string, string> = {}): Promise<TestServer> {
  return startServer("sqlite", { clock: runningClock(), settings });
}

/** A person with an account, and with an authenticator app for each name. */
export async function protectedPerson(server: TestServer, ...authenticators: string[]): Promise<Person> {
  const person = await new Person(server).signUp();
  if (authenticators.length === 0) return person;
  await person.signIn();
  for (const name of authenticators) await person.bindTotp(name);
  return person;
}
