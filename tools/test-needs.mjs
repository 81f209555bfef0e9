// `npm run test:needs`: installs the programs the tests use that npm does not bring, where this is a Debian and we may.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBetter, findMissing, inPath, unpackedIn } from "./programs.mjs";

const missing = findMissing();
const canInstall = process.getuid?.() === 0 && inPath("apt-get");
const wanted = [...missing.packages, ...(canInstall ? findBetter() : [])];
if (wanted.length === 0 && missing.unpacked.length === 0) console.log("Nothing is missing.");
else if (canInstall) install(wanted);
else {
  console.error(
    `The tests need ${missing.names.join(", ")}. On Debian or Ubuntu, as root: apt-get install ${missing.packages.join(" ")}${missing.unpacked.length > 0 ? `, then as yourself: ${missing.unpacked.map((each) => `apt-get download ${each} && dpkg-deb -x ${each}_*.deb ${unpackedIn}`).join("; ")}` : ""}`,
  );
  process.exitCode = 1;
}

function install(packages) {
  if (packages.length > 0) console.log(`Installing ${packages.join(", ")} with apt-get.`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  };
  try {
    execFileSync("apt-get", ["update", "-qq"], options);
    if (packages.length > 0)
      execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
    for (const name of missing.unpacked) unpack(name, options);
  } catch (error) {
    // What only does better can be done without; what is missing is said below.
    console.error(`apt-get ended with ${error.status ?? error.message}.`);
  }
  const { names } = findMissing();
  if (names.length === 0) return;
  console.error(`Still missing: ${names.join(", ")}`);
  process.exitCode = 1;
}

// Its files and nothing else: no service of it starts, and nothing of it stays when node_modules goes.
function unpack(name, options) {
  console.log(`Unpacking ${name}.`);
  const folder = mkdtempSync(join(tmpdir(), "mortise-unpack-"));
  try {
    execFileSync("apt-get", ["download", "-qq", name], { ...options, cwd: folder });
    mkdirSync(unpackedIn, { recursive: true });
    for (const file of readdirSync(folder)) execFileSync("dpkg-deb", ["-x", join(folder, file), unpackedIn], options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
