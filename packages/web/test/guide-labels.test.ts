import { expect, test } from "vitest";
import { describeServiceProvider } from "../../server/src/sso/addresses.ts";
import { guideNames, guideOf, protocolsOf } from "../src/single-sign-on/guides.ts";

const config = { publicUrl: "https://id.example", basePath: "" };

test.each(guideNames.flatMap((name) => protocolsOf(name).map((kind) => [name, kind] as const)))(
  "each address that is copied over to %s by %s has a label, and no other",
  (name, kind) => {
    const addresses = Object.keys(describeServiceProvider(config, { id: "conn_1", kind }));
    expect(Object.keys(guideOf(name, kind).fields).sort()).toEqual(addresses.sort());
  },
);
