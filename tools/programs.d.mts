/** Where a program the tests use is; of PostgreSQL, the folder of its programs. Throws with how to get it. */
export function pathOf(
  name: "browser" | "postgres" | "pgbouncer" | "oathtool" | "zbarimg" | "php" | "simplesamlphp",
): string;
