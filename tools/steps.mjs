// Runs programs side by side, each one's output in one piece, and tells how long each took.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program. With `isShown` it writes for itself, else what it wrote is printed once it has ended. Answers whether it succeeded. */
export async function runStep(name, [program, ...args], { isShown = false } = {}) {
  const started = performance.now();
  if (isShown) console.log(`\n— ${name}`);
  const child = spawn(program, args, { cwd: root, stdio: isShown ? "inherit" : ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve).once("error", resolve));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!isShown) process.stdout.write(`\n— ${name}\n${output}`);
  console.log(`  ${name}: ${code === 0 ? "ok" : "FAILED"} in ${seconds} s`);
  return code === 0;
}
