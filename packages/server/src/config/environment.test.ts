import { describe, expect, test } from "vitest";
import { ConfigError } from "./config-error.ts";
import { readConfig } from "./config.ts";

const host = { MORTISE_PUBLIC_URL: "https://id.example.com", MORTISE_SMTP_URL: "smtps://mail.example.com" };
const refusalOf = (environment: Record<string, string>): string => {
  try {
    readConfig({ ...host, ...environment });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return "";
};

describe("what a browser, a mail server or a phone would not take is refused at start", () => {
  test.each<[Record<string, string>, RegExp]>([
    [{ MORTISE_PUBLIC_URL: "https://203.0.113.7" }, /is an address/],
    [{ MORTISE_PUBLIC_URL: "https://[2001:db8::1]:8443" }, /is an address/],
    [{ MORTISE_PUBLIC_URL: "https://3405803783" }, /is an address/],
    [{ MORTISE_PUBLIC_URL: "https://0xcb.0.0x71.7" }, /is an address/],
    [{ MORTISE_RP_ID: "203.0.113.7", MORTISE_PUBLIC_URL: "https://id.203.0.113.7.example" }, /RP_ID/],
    [{ MORTISE_RP_ID: "com" }, /RP_ID/],
    [{ MORTISE_RP_ID: "co.uk", MORTISE_PUBLIC_URL: "https://id.co.uk" }, /public suffix/],
    [{ MORTISE_RP_ID: "github.io", MORTISE_PUBLIC_URL: "https://us.github.io" }, /public suffix/],
    [{ MORTISE_RP_ID: "GitHub.io", MORTISE_PUBLIC_URL: "https://us.github.io" }, /public suffix/],
    [{ MORTISE_PUBLIC_URL: "https://vercel.app" }, /would be vercel.app/],
    [{ MORTISE_RP_ID: ".example.com" }, /must be a host name/],
    [{ MORTISE_RP_ID: "example..com" }, /must be a host name/],
    [{ MORTISE_ORIGINS: "https://*.example.com" }, /wildcard/],
    [{ MORTISE_ORIGINS: "null" }, /not an https origin/],
    [{ MORTISE_ORIGINS: "*" }, /not an https origin/],
    [{ MORTISE_RELATED_ORIGINS: "https://*.example.de" }, /wildcard/],
    [{ MORTISE_ORIGINS: "https://a.example,,https://b.example" }, /empty entry/],
    [{ MORTISE_ORIGINS: "," }, /empty entry/],
    [{ MORTISE_TRUSTED_PROXIES: "10.0.0.0/8, " }, /empty entry/],
    [{ MORTISE_ROOT_KEY: `${Buffer.alloc(32, 1).toString("base64")},` }, /empty entry/],
    [{ MORTISE_ROOT_KEY: "  " }, /white space only/],
    [{ MORTISE_ROOT_KEY_FILE: "\t" }, /white space only/],
    [{ MORTISE_SUPPORT_URL: " \n" }, /white space only/],
    [{ MORTISE_PRODUCT_NAME: "Acme\r\nBcc: x@example.com" }, /line end/],
    [{ MORTISE_PRODUCT_NAME: "Acme\u202Emca" }, /invisible/],
    [{ MORTISE_PRODUCT_NAME: "Acme\u2028" + "x" }, /invisible/],
    [{ MORTISE_PRODUCT_NAME: "\u3164" }, /invisible/],
    [{ MORTISE_PRODUCT_NAME: "\u2800" }, /invisible/],
    [{ MORTISE_PRODUCT_NAME: "\u200d\u200c" }, /invisible/],
    [{ MORTISE_APP_NAME: "Acme\u202Emca" }, /invisible/],
    [{ MORTISE_APP_NAME: "\u3164" }, /invisible/],
    [{ MORTISE_PUBLIC_URL: "https://id.example.com." }, /ends in a dot/],
    [{ MORTISE_OPERATORS: "dana" }, /must be email addresses/],
    [{ MORTISE_OPERATORS: "dana@example.com, @example.com" }, /must be email addresses/],
    [{ MORTISE_TEXT_MESSAGE_COUNTRIES: "DE,ZZ" }, /country that there is not/],
    [{ MORTISE_TEXT_MESSAGE_COUNTRIES: "QX" }, /country that there is not/],
    [{ MORTISE_SECURITY_CONTACT: "mailto:a@example.com\nContact: https://evil.example" }, /line end/],
    [{ MORTISE_SECURITY_CONTACT: "security@example.com" }, /must be a URL/],
    [{ MORTISE_SECURITY_CONTACT: "javascript:alert(1)" }, /must be a URL/],
    [{ MORTISE_MAIL_FROM: "Example" }, /must be one sender/],
    [{ MORTISE_MAIL_FROM: "a@example.com, b@example.com" }, /must be one sender/],
    [{ MORTISE_MAIL_FROM: "Example <a@example.com> <b@example.com>" }, /must be one sender/],
    [{ MORTISE_MAIL_FROM: "Example <@example.com>" }, /must be one sender/],
    [{ MORTISE_MAIL_FROM: "Example <a@bücher.example>" }, /xn--/],
    [{ MORTISE_SMTP_URL: "smtp://:587" }, /must name a host/],
    [{ MORTISE_SMTP_URL: "smtps://name:100%@mail.example.com" }, /must name a host/],
    [{ MORTISE_SMTP_URL: "smtps://mail.example.com:99999" }, /must name a host/],
    [{ MORTISE_DKIM_DOMAIN: "https://example.com" }, /must be a domain/],
  ])("%j", (environment, says) => {
    expect(refusalOf(environment)).toMatch(says);
  });

  test.each<[Record<string, string>, object]>([
    [{ MORTISE_PUBLIC_URL: "http://127.0.0.1:3000" }, { publicHost: "127.0.0.1" }],
    [{ MORTISE_PUBLIC_URL: "http://[::1]:3000" }, { publicHost: "[::1]" }],
    [{ MORTISE_PUBLIC_URL: "https://us.github.io" }, { publicHost: "us.github.io" }],
    [{ MORTISE_PUBLIC_URL: "https://id.corp.internal", MORTISE_RP_ID: "corp.internal" }, {}],
    [{ MORTISE_RP_ID: "Example.com" }, { relyingParty: { id: "example.com" } }],
    [{ MORTISE_MAIL_FROM: "id@example.com" }, { mailFrom: { name: "", address: "id@example.com" } }],
    [
      { MORTISE_MAIL_FROM: '"Acme, Inc." <id@example.com>' },
      { mailFrom: { name: "Acme, Inc.", address: "id@example.com" } },
    ],
    [
      { MORTISE_PRODUCT_NAME: "Acme, Inc. <x>: ID" },
      { mailFrom: { name: "Acme, Inc. <x>: ID", address: "no-reply@id.example.com" } },
    ],
    [{ MORTISE_PRODUCT_NAME: "می\u200Cخواهم" }, { productName: "می\u200Cخواهم" }],
    [{ MORTISE_SUPPORT_URL: "" }, { supportUrl: undefined }],
    [{ MORTISE_SECURITY_CONTACT: "mailto:security@example.com" }, { securityContact: "mailto:security@example.com" }],
  ])("and this is taken: %j", (environment, read) => {
    expect(readConfig({ ...host, ...environment })).toMatchObject(read);
  });
});
