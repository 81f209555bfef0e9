import { expect, test } from "vitest";
import { returnTarget } from "./return-to.ts";

const here = "https://id.example.com";

test.each(["/.//evil.example", "/security/..//evil.example", "/%2e//evil.example", "/..//evil.example/x"])(
  "return_to=%s does not leave this origin",
  (wanted) => {
    const target = returnTarget(`?return_to=${encodeURIComponent(wanted)}`, here, []);
    expect(new URL(target, `${here}/sign-in`).origin).toBe(here);
  },
);
