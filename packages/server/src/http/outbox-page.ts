import { escape } from "../delivery/mail.ts";
import { describeInstant } from "../delivery/mails.ts";
import { type Channel, findInOutbox, listOutbox, type OutgoingMessage } from "../delivery/outbox.ts";
import { normalizeAddress } from "../rules/requests/client-address.ts";
import type { Config } from "../config/config.ts";
import type { Services } from "../services.ts";
import type { App } from "./app-parts.ts";
import { isLoopbackName } from "../rules/requests/loopback.ts";
import { isId } from "../crypto/ids.ts";
import type { ConnectionInfo } from "../embedding.ts";

const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
// A mail carries its styles inline, as mail clients want them; in return it may do nothing but open its links.
const mailHeaders = {
  ...headers,
  "x-frame-options": "SAMEORIGIN",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox",
};

/** Mailbox and phone of a deployment that has no transport for one or both: only on loopback, only what nothing else sends. */
export function mountOutboxPage(app: App, services: Services): void {
  const { config } = services;
  const channels = config.keptChannels;
  if (channels.length === 0) return;
  const find = async (id: string) =>
    isId("mail", id) || isId("txtm", id) ? findInOutbox(services, channels, id) : undefined;
  // Whatever address the server listens on, and whatever name a browser was made to believe in: only this machine reads mails.
  app.use("/dev/*", async (context, next) =>
    isLocal(context.env.connection, context.req.raw) ? next() : context.notFound(),
  );
  app.get("/dev/outbox", async (context) => {
    const messages = await listOutbox(services, channels);
    if (/\bapplication\/json\b/.test(context.req.header("accept") ?? "")) {
      const items = messages.map(toItem);
      return Response.json({ items });
    }
    return new Response(renderList(config, channels, messages), { headers });
  });
  app.get("/dev/outbox/:id", async (context) => {
    const message = await find(context.req.param("id"));
    return message ? new Response(renderMessage(config, message), { headers }) : context.notFound();
  });
  app.get("/dev/outbox/:id/html", async (context) => {
    const message = await find(context.req.param("id"));
    const html = message?.html?.replaceAll("<a ", '<a target="_top" ');
    return html ? new Response(html, { headers: mailHeaders }) : context.notFound();
  });
}

function toItem({ id, channel, to, subject, text, html, at }: OutgoingMessage): object {
  return { id, channel, to, subject, text, html, at: new Date(at).toISOString() };
}

function isLocal({ remoteAddress }: ConnectionInfo, { url }: Request): boolean {
  const isLoopback = remoteAddress === undefined || /^(::1|127(\.\d+){3})$/.test(normalizeAddress(remoteAddress));
  return isLoopback && isLoopbackName(new URL(url).hostname);
}

function page({ productName, basePath }: Config, title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${escape(productName)}</title><link rel="stylesheet" href="${basePath}/pages.css"></head><body><main>${body}</main></body></html>`;
}

/** What stays here, and what would send it. */
const why: Readonly<Record<Channel, string>> = {
  email: "No mail server is set, so mails stay here instead of being sent. Set MORTISE_SMTP_URL to send them.",
  "text-message":
    "No transport for text messages is set, so they stay here too. Set MORTISE_TEXT_MESSAGE_URL to send them.",
};

function renderList(config: Config, channels: readonly Channel[], messages: readonly OutgoingMessage[]): string {
  const outbox = `${config.basePath}/dev/outbox`;
  const rows = messages.map(
    ({ id, to, subject, text, at }) =>
      `<li><a href="${outbox}/${escape(id)}"><strong>${escape(subject ?? text)}</strong><span>To ${escape(to)}</span><time datetime="${new Date(at).toISOString()}">${describeInstant(at)}</time></a></li>`,
  );
  const list =
    rows.length > 0
      ? `<ul class="mails">${rows.join("")}</ul>`
      : `<p class="empty">${channels.includes("email") ? "No mail yet. Sign up or ask for a new password, and it appears here." : "No text message yet. Add a phone, and its code appears here."}</p>`;
  return page(
    config,
    "Outbox",
    `<h1>Outbox</h1>${channels.map((channel) => `<p>${why[channel]}</p>`).join("")}${list}`,
  );
}

function renderMessage(config: Config, { id, channel, to, subject, text, at }: OutgoingMessage): string {
  const outbox = `${config.basePath}/dev/outbox`;
  const title = subject ?? "Text message";
  const body =
    channel === "email"
      ? `<iframe title="The mail as it is shown" src="${outbox}/${escape(id)}/html"></iframe><details><summary>Plain text</summary><pre>${escape(text)}</pre></details>`
      : `<pre>${escape(text)}</pre>`;
  return page(
    config,
    title,
    `<p><a href="${outbox}">All messages</a></p><h1>${escape(title)}</h1><p>To ${escape(to)} · <time datetime="${new Date(at).toISOString()}">${describeInstant(at)}</time></p>${body}`,
  );
}
