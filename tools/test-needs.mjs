// `npm run test:needs`: installs the programs the tests use that npm does not bring, where this is a Debian and we may.
import { execFileSync } from "node:child_process";
import { findBetter, findMissing, inPath } from "./programs.mjs";

const missing = findMissing();
const canInstall = process.getuid?.() === 0 && inPath("apt-get");
const wanted = [...missing.packages, ...(canInstall ? findBetter() : [])];
if (wanted.length === 0) console.log("Nothing is missing.");
else if (canInstall) install(wanted);
else {
  console.error(
    `The tests need ${missing.names.join(", ")}. On Debian or Ubuntu, as root: apt-get install ${missing.packages.join(" ")}`,
  );
  process.exitCode = 1;
}

function install(packages) {
  console.log(`Installing ${packages.join(", ")} with apt-get.`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  };
  try {
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
  } catch (error) {
    // What only does better can be done without; what is missing is said below.
    console.error(`apt-get ended with ${error.status ?? error.message}.`);
  }
  const { names } = findMissing();
  if (names.length === 0) return;
  console.error(`Still missing: ${names.join(", ")}`);
  process.exitCode = 1;
}
