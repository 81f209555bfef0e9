import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { ask } from "./ask.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** The built server as a process of its own, as operators run it. */
export interface ServerProcess {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Sends a signal and waits for the end. Answers the exit code, or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>;
}

export async function startProcess(
  environment: Record<string, string>,
  onSpawn: (child: ChildProcess) => void = () => {},
): Promise<ServerProcess> {
  await ask("build");
  const child = spawn(process.execPath, [`${dist}main.js`], {
    env: { ...cleanEnvironment(), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onSpawn(child);
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Ctrl-C")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return {
    process: child,
    output: () => output,
    end: (signal) =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        child.once("exit", (code, killedBy) => resolve(code ?? killedBy ?? ""));
        child.kill(signal);
      }),
  };
}

/** Runs one of the operator's commands. */
export async function runCommand(
  args: string[],
  environment: Record<string, string>,
  input = "",
): Promise<{ code: number | null; out: string; err: string }> {
  await ask("build");
  const child = spawn(process.execPath, [`${dist}cli.js`, ...args], { env: { ...cleanEnvironment(), ...environment } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => !name.startsWith("MORTISE_") && value !== undefined),
  ) as Record<string, string>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
