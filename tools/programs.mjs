// Programs the tests use that npm does not bring: finds them, or installs them from Debian where that is possible.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { delimiter } from "node:path";

const programs = {
  chromium: {
    packages: ["chromium"],
    find: () => inPath("chromium") ?? inPath("chromium-browser") ?? inPath("google-chrome"),
  },
  postgres: { packages: ["postgresql"], find: findPostgres },
  oathtool: { packages: ["oathtool"], find: () => inPath("oathtool") },
  zbarimg: { packages: ["zbar-tools"], find: () => inPath("zbarimg") },
};

function inPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

// Debian keeps the server's programs out of the path, one folder a version; the newest is taken.
function findPostgres() {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions.map((version) => join(base, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  const initdb = inPath("initdb");
  return folder ?? (initdb && join(initdb, ".."));
}

/** Paths of all programs, installing what is missing when this is a Debian and we may. Throws with what to install by hand. */
export function findPrograms() {
  const missing = () =>
    Object.entries(programs)
      .filter(([, { find }]) => !find())
      .map(([name]) => name);
  if (missing().length > 0 && process.getuid?.() === 0 && inPath("apt-get")) {
    const packages = missing().flatMap((name) => programs[name].packages);
    console.log(`Installing ${packages.join(", ")} …`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { env: environment, stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
      env: environment,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  if (missing().length > 0)
    throw new Error(
      `The tests need ${missing().join(", ")}. On Debian or Ubuntu: apt-get install ${missing()
        .flatMap((name) => programs[name].packages)
        .join(" ")}`,
    );
  return Object.fromEntries(Object.entries(programs).map(([name, { find }]) => [name, find()]));
}
