import Bowser from "bowser";
import type { Device } from "../services.ts";

const unknown: Device = { browser: "Unknown browser", os: "", text: "Unknown browser" };
const plainName = /^[\p{L}\p{N} .+/-]{1,40}$/u;

/** A browser and system in words, from User-Agent; what is not recognised is unknown, never shown raw. */
export function describeDevice(userAgent: string | null): Device {
  if (!userAgent || userAgent.length > 1000) return unknown;
  const parsed = Bowser.parse(userAgent);
  const browser = nameOr(parsed.browser.name, "Unknown browser");
  const os = nameOr(parsed.os.name, "");
  if (browser === "Unknown browser" && os === "") return unknown;
  return { browser, os, text: os ? `${browser} on ${os}` : browser };
}

function nameOr(name: string | undefined, otherwise: string): string {
  return name && plainName.test(name) ? name : otherwise;
}
