import { cidr, list, matching, type Settings, text } from "../setting.ts";

/** What tells where an address is, and which to doubt. */
export const placeSettings = {
  geoipDatabase: {
    name: "MORTISE_GEOIP_DATABASE",
    schema: text,
    about:
      "File in MaxMind's format (`.mmdb`) that tells the place of an address. Without it a table of countries is used where its optional package is installed; it is shown, and is no evidence against a session.",
  },
  countryHeader: {
    name: "MORTISE_COUNTRY_HEADER",
    schema: matching(/^[A-Za-z0-9-]+$/, "must be a header's name").transform((header) => header.toLowerCase()),
    about:
      "Header in which a trusted proxy names the client's country, such as `CF-IPCountry`. Believed only from MORTISE_TRUSTED_PROXIES.",
  },
  doubtedNetworks: {
    name: "MORTISE_DOUBTED_NETWORKS",
    schema: list(cidr),
    default: "",
    about: "Comma-separated CIDRs; a session that is used from one of them is flagged until its owner restores trust.",
  },
} as const satisfies Settings;
