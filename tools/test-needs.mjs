// `npm run test:needs`: installs the programs the tests use that npm does not bring, where this is a Debian and we may.
import { execFileSync } from "node:child_process";
import { findMissing, inPath } from "./programs.mjs";

const missing = findMissing();
if (missing.names.length === 0) console.log("Nothing is missing.");
else if (process.getuid?.() === 0 && inPath("apt-get")) install(missing.packages);
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
  execFileSync("apt-get", ["update", "-qq"], options);
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
  const { names } = findMissing();
  if (names.length === 0) return;
  console.error(`Still missing: ${names.join(", ")}`);
  process.exitCode = 1;
}
