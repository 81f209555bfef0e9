import Bowser from "bowser";
import type { Device } from "../vocabulary/whereabouts.ts";

/** What a browser tells of itself with each request. The hints are sent by Chromium's descendants, on https and loopback. */
export interface DeviceHeaders {
  readonly userAgent: string | null | undefined;
  /** `Sec-CH-UA`. */
  readonly brands?: string | null | undefined;
  /** `Sec-CH-UA-Platform`. */
  readonly platform?: string | null | undefined;
}

// What people browse with. The library also names robots, and whatever stands before a slash: none of those is a browser.
const browsers: ReadonlyMap<string, string> = new Map(
  [
    ...["Amazon Silk", "Android Browser", "Brave", "Chrome", "Chromium", "DuckDuckGo", "Epiphany", "Firefox", "Focus"],
    ...["Google Search", "HeyTap Browser", "Internet Explorer", "K-Meleon", "Ladybird", "LibreWolf", "Maxthon"],
    ...["Microsoft Edge", "NAVER Whale Browser", "Opera", "Opera Coast", "Pale Moon", "Puffin", "QQ Browser", "Safari"],
    ...["QQ Browser Lite", "SeaMonkey", "Sleipnir", "Sogou Browser", "UC Browser", "Vivaldi", "Vivo Browser", "WeChat"],
    ...["Samsung Internet for Android", "Electron", "Yandex Browser"],
  ].map((name) => [name, name.replace(" for Android", "")]),
);
const systems: ReadonlySet<string> = new Set([
  ...["Android", "Chrome OS", "HarmonyOS", "iOS", "Linux", "macOS", "Tizen", "WebOS", "Windows", "Windows Phone"],
]);
const unknown: Device = { browser: "Unknown browser", version: null, os: "", text: "Unknown browser" };

const memo = new Map<string, Device>();
const memoSize = 500;

/**
 * A browser and system in words, from client hints and User-Agent; what is not recognised is unknown, never shown raw.
 * The same few headers come all day, and reading them costs more than a session check: the last few hundred are kept.
 */
export function describeDevice({ userAgent, brands, platform }: DeviceHeaders): Device {
  if (!userAgent || userAgent.length > 1000) return unknown;
  const key = brands || platform ? `${userAgent}\n${brands ?? ""}\n${platform ?? ""}` : userAgent;
  const known = memo.get(key);
  if (known) return known;
  if (memo.size >= memoSize) memo.clear();
  const device = readDevice(userAgent, brands ?? "", platform ?? "");
  memo.set(key, device);
  return device;
}

/** "Chrome 156 on macOS". */
export function deviceText({ browser, version, os }: Omit<Device, "text">): string {
  return `${browser}${version === null ? "" : ` ${version}`}${os === "" ? "" : ` on ${os}`}`;
}

function readDevice(userAgent: string, brands: string, platform: string): Device {
  const parsed = Bowser.parse(userAgent, { brands: readBrands(brands) });
  const browser = browsers.get(parsed.browser.name ?? "");
  const os = readSystem(platform) ?? readSystem(parsed.os.name ?? "") ?? "";
  if (browser === undefined && os === "") return unknown;
  const version = browser === undefined ? null : (/^\d{1,4}/.exec(parsed.browser.version ?? "")?.[0] ?? null);
  const device = { browser: browser ?? "Unknown browser", version, os };
  return { ...device, text: deviceText(device) };
}

// RFC 8941: `"Chromium";v="156", "Brave";v="156", "Not?A_Brand";v="24"`.
function readBrands(header: string): { brand: string; version: string }[] {
  return [...header.slice(0, 500).matchAll(/"([^"]{1,40})";[ \t]*v="(\d{1,4})[^"]*"/g)].map(
    ([, brand = "", version = ""]) => ({ brand, version }),
  );
}

function readSystem(name: string): string | undefined {
  const bare = name.replaceAll('"', "").replace("Chromium OS", "Chrome OS");
  return systems.has(bare) ? bare : undefined;
}
