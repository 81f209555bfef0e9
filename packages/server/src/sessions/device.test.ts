import { describe, expect, test } from "vitest";
import { describeDevice } from "./device.ts";

const chromium = (system: string, tail = ""): string =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36${tail}`;
const windows = "Windows NT 10.0; Win64; x64";
const hints = (brand: string): string => `"Chromium";v="156", "${brand}";v="156", "Not?A_Brand";v="24"`;

describe("devices in words", () => {
  test.each([
    [chromium("X11; Linux x86_64"), "Chrome 156 on Linux"],
    [chromium("Macintosh; Intel Mac OS X 10_15_7"), "Chrome 156 on macOS"],
    [chromium("X11; CrOS x86_64 14541.0.0"), "Chrome 156 on Chrome OS"],
    [chromium(windows, " Edg/156.0.0.0"), "Microsoft Edge 156 on Windows"],
    [chromium(windows, " OPR/130.0.0.0"), "Opera 130 on Windows"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140 on Windows"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "Safari 18 on iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
      "Samsung Internet 27 on Android",
    ],
  ])("%s", (userAgent, text) => {
    expect(describeDevice({ userAgent }).text).toBe(text);
  });

  test("client hints name what User-Agent hides", () => {
    const userAgent = chromium(windows);
    expect(describeDevice({ userAgent, brands: hints("Brave"), platform: '"Windows"' })).toEqual({
      browser: "Brave",
      version: "156",
      os: "Windows",
      text: "Brave 156 on Windows",
    });
    expect(describeDevice({ userAgent, brands: hints("Google Chrome") }).text).toBe("Chrome 156 on Windows");
    expect(describeDevice({ userAgent, platform: '"Chromium OS"' }).os).toBe("Chrome OS");
    expect(describeDevice({ userAgent, brands: '"<b>";v="1"'.repeat(200), platform: "<b>" }).text).toBe(
      "Chrome 156 on Windows",
    );
  });

  test.each([
    ...["", "curl/8.5.0", "node", "undici", "Go-http-client/1.1", "python-requests/2.32", "PostmanRuntime/7.4 (x) y"],
    ...["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "<script>alert(1)</script>"],
    ...["x".repeat(300), "Chrome/156 ".repeat(200), "\u0000\u0007"],
  ])("%s is no browser we know, and is not shown", (userAgent) => {
    expect(describeDevice({ userAgent }).text).toBe("Unknown browser");
  });

  test("no agent at all", () => {
    expect(describeDevice({ userAgent: null })).toEqual({
      browser: "Unknown browser",
      version: null,
      os: "",
      text: "Unknown browser",
    });
  });

  test("any number of agents is read, and the same one the same way", () => {
    for (let each = 0; each < 1200; each++)
      expect(describeDevice({ userAgent: chromium("X11; Linux x86_64").replace("156", String(each)) }).version).toBe(
        String(each),
      );
    expect(describeDevice({ userAgent: chromium("X11; Linux x86_64") }).version).toBe("156");
  });
});
