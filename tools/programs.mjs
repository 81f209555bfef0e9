// Programs the tests use that npm does not bring, and where they are on this machine.
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const programs = {
  // Debian's browser without a window does the same in half the time; elsewhere the one people use does.
  browser: {
    packages: ["chromium-headless-shell"],
    find: () => ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map(inPath).find(Boolean),
    isBest: () => inPath("chromium-headless-shell") !== undefined,
  },
  postgres: { packages: ["postgresql"], find: findPostgres },
  // Debian keeps it where only root looks.
  pgbouncer: {
    packages: ["pgbouncer"],
    find: () => inPath("pgbouncer") ?? ["/usr/sbin/pgbouncer"].find((file) => existsSync(file)),
  },
  oathtool: { packages: ["oathtool"], find: () => inPath("oathtool") },
  zbarimg: { packages: ["zbar-tools"], find: () => inPath("zbarimg") },
  php: { packages: ["php-cli"], find: () => inPath("php") },
  "php-xml": { packages: ["php-xml"], find: () => findPhpModule("dom") },
  // Installed, it brings a web server that starts by itself: its files are all that is needed.
  simplesamlphp: {
    packages: [],
    unpacked: ["simplesamlphp"],
    find: () => ["", unpackedIn].map((root) => `${root}/usr/share/simplesamlphp`).find((folder) => existsSync(folder)),
  },
};

/** Where Debian's packages are unpacked that are not to be installed. */
export const unpackedIn = join(import.meta.dirname, "../node_modules/.cache/debian");

function findPhpModule(name) {
  const base = "/etc/php";
  const versions = existsSync(base) ? readdirSync(base) : [];
  const folders = versions.map((version) => join(base, version, "cli/conf.d"));
  const files = folders.flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [],
  );
  return files.find((file) => file.endsWith(`-${name}.ini`));
}

export function inPath(name) {
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

/** Names of the programs that are not here, and Debian's packages that bring them: installed, or unpacked. */
export function findMissing() {
  const names = Object.keys(programs).filter((name) => !programs[name].find());
  return {
    names,
    packages: names.flatMap((name) => programs[name].packages),
    unpacked: names.flatMap((name) => programs[name].unpacked ?? []),
  };
}

/** Debian's packages of programs that do better than those that are here. */
export function findBetter() {
  const some = Object.values(programs).filter(({ find, isBest }) => find() && isBest?.() === false);
  return some.flatMap(({ packages }) => packages);
}

/** Where a program is; of PostgreSQL, the folder of its programs. Throws with how to get it. */
export function pathOf(name) {
  const path = programs[name].find();
  if (!path)
    throw new Error(`${name} is not on this machine. \`npm run test:needs\` installs it, or names its package.`);
  return path;
}
