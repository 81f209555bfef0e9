import { escape } from "../delivery/mail.ts";
import { describeInstant } from "../delivery/mails.ts";
import { findInOutbox, listOutbox, type OutgoingMessage } from "../delivery/outbox.ts";
import type { Services } from "../services.ts";
import type { App } from "./app-parts.ts";
import { isLoopbackName } from "../config-parts.ts";
import { isId } from "../crypto/ids.ts";
import type { ConnectionInfo } from "./client.ts";

const headers = {
  "cache-control": "no-store",
  "content-type": "text/html; charset=utf-8",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
// A mail carries its styles inline, as mail clients want them; in return it may do nothing but open its links.
const mailHeaders = {
  ...headers,
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox",
};

/** The mailbox of a deployment without a mail server: only on loopback, only while no transport is set. */
export function mountOutboxPage(app: App, services: Services): void {
  const { config, database } = services;
  if (config.smtpUrl || !config.isPublicUrlLoopback) return;
  const find = async (id: string) => (isId("mail", id) ? findInOutbox(services, database.read, id) : undefined);
  // Whatever address the server listens on, and whatever name a browser was made to believe in: only this machine reads mails.
  app.use("/dev/*", async (context, next) =>
    isLocal(context.env.connection, context.req.raw) ? next() : context.notFound(),
  );
  app.get("/dev/outbox", async (context) => {
    const messages = await listOutbox(services, database.read);
    if (/\bapplication\/json\b/.test(context.req.header("accept") ?? "")) {
      const items = messages.map(({ at, ...message }) => ({ ...message, at: new Date(at).toISOString() }));
      return Response.json({ items }, { headers: { "cache-control": "no-store" } });
    }
    return new Response(renderList(config.productName, messages), { headers });
  });
  app.get("/dev/outbox/:id", async (context) => {
    const message = await find(context.req.param("id"));
    return message ? new Response(renderMessage(config.productName, message), { headers }) : context.notFound();
  });
  app.get("/dev/outbox/:id/html", async (context) => {
    const message = await find(context.req.param("id"));
    const html = message?.html?.replaceAll("<a ", '<a target="_top" ');
    return html ? new Response(html, { headers: mailHeaders }) : context.notFound();
  });
}

function isLocal({ remoteAddress }: ConnectionInfo, { url }: Request): boolean {
  const isLoopback = remoteAddress === undefined || /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remoteAddress);
  return isLoopback && isLoopbackName(new URL(url).hostname);
}

function page(productName: string, title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${escape(productName)}</title><link rel="stylesheet" href="/pages.css"></head><body><main>${body}</main></body></html>`;
}

function renderList(productName: string, messages: readonly OutgoingMessage[]): string {
  const rows = messages.map(
    ({ id, to, subject, at }) =>
      `<li><a href="/dev/outbox/${escape(id)}"><strong>${escape(subject ?? "Text message")}</strong><span>To ${escape(to)}</span><time datetime="${new Date(at).toISOString()}">${describeInstant(at)}</time></a></li>`,
  );
  const list =
    rows.length > 0
      ? `<ul class="mails">${rows.join("")}</ul>`
      : `<p class="empty">No mail yet. Sign up or ask for a new password, and it appears here.</p>`;
  return page(
    productName,
    "Outbox",
    `<h1>Outbox</h1><p>No mail server is set, so mails stay here instead of being sent. Set MORTISE_SMTP_URL to send them.</p>${list}`,
  );
}

function renderMessage(productName: string, { id, to, subject, text, at }: OutgoingMessage): string {
  const title = subject ?? "Text message";
  return page(
    productName,
    title,
    `<p><a href="/dev/outbox">All mail</a></p><h1>${escape(title)}</h1><p>To ${escape(to)} · <time datetime="${new Date(at).toISOString()}">${describeInstant(at)}</time></p>
<iframe title="The mail as it is shown" src="/dev/outbox/${escape(id)}/html"></iframe><details><summary>Plain text</summary><pre>${escape(text)}</pre></details>`,
  );
}
