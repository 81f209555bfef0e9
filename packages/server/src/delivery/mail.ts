import type { MailSort } from "../rules/mails/ceilings.ts";
import type { MailLine } from "../rules/mails/mail-line.ts";

/** A mail as its writer sees it: one source from which both parts are rendered. */
export interface Mail {
  readonly to: string;
  readonly sort: MailSort;
  readonly subject: MailLine;
  /** Shown by mail clients beside the subject. */
  readonly preview: MailLine;
  readonly title: MailLine;
  readonly blocks: readonly MailBlock[];
  /** Where mails like this one are switched off, and which they are; absent where they cannot be. */
  readonly optOut?: { readonly url: string; readonly what: string };
}

export type MailBlock =
  | { readonly text: string }
  | { readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly button: string; readonly url: string };

/** What of the deployment stands in every mail. */
export interface MailFrame {
  readonly productName: string;
  readonly publicUrl: string;
}

/** A mail ready to send. */
export interface RenderedMail {
  readonly text: string;
  readonly html: string;
}

export function renderMail(mail: Mail, frame: MailFrame): RenderedMail {
  return { text: renderText(mail, frame), html: renderHtml(mail, frame) };
}

// A mail somebody asked for is no notice: it says why it came.
const whyAsked = {
  "asked-link": "because someone asked for it with this address.",
  "reset-link": "because someone asked for a new password with this address.",
  "required-link": "because an administrator asked for a new password.",
} as const satisfies Record<Extract<MailSort, `${string}-link`>, string>;

const footer = (mail: Mail, { publicUrl }: MailFrame): [string, string] => [
  `Sent to ${mail.to} ${reasonOf(mail)}`,
  `We'll never ask for your password or codes by email. Check links start with ${publicUrl}`,
];

function reasonOf({ sort, optOut }: Mail): string {
  if (optOut) return `because alerts about ${optOut.what} are on. Turn them off at ${optOut.url}`;
  return Object.hasOwn(whyAsked, sort)
    ? whyAsked[sort as keyof typeof whyAsked]
    : "because this is a security notice. You can't turn these off.";
}

function renderText(mail: Mail, frame: MailFrame): string {
  const blocks = mail.blocks.map((block) => {
    if ("text" in block) return wrap(block.text);
    if ("button" in block) return `${block.button}:\n${block.url}`;
    const width = Math.max(...block.facts.map(([label]) => label.length)) + 3;
    return block.facts.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`).join("\n");
  });
  return [mail.title, ...blocks, `--\n${footer(mail, frame).map(wrap).join("\n")}`].join("\n\n") + "\n";
}

function wrap(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length > 71) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join("\n");
}

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

// Mail clients keep a head's styles unevenly, so everything stands inline; the head only adds dark mode and phones.
const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no"><meta name="color-scheme" content="light dark">
<style>:root{color-scheme:light dark}@media (max-width:620px){.wrap{width:100%!important}.px{padding-left:20px!important;padding-right:20px!important}}
@media (prefers-color-scheme:dark){.bg{background:#0f1012!important}.card{background:#16181b!important;border-color:#292c31!important}
.box{background:#131417!important;border-color:#292c31!important}.m1{color:#ecedef!important}.m2{color:#a9adb5!important}
.ink{background:#ecedef!important}.acc{background:#9db1ff!important}.btn{background:#4a69de!important}}</style>`;

function renderHtml(mail: Mail, frame: MailFrame): string {
  const table = 'table role="presentation" cellpadding="0" cellspacing="0" border="0"';
  const [why, care] = footer(mail, frame);
  return `<!doctype html>
<html lang="en" dir="ltr"><head>${head}<title>${escape(mail.title)}</title></head>
<body class="bg" bgcolor="#f7f7f5" style="margin:0;padding:0;background:#f7f7f5;word-break:break-word;overflow-wrap:anywhere;">
<div style="display:none;max-height:0;overflow:hidden;">${escape(mail.preview)}</div>
<div role="article" aria-roledescription="email" aria-label="${escape(mail.title)}" lang="en">
<${table} class="bg" width="100%" bgcolor="#f7f7f5" style="background:#f7f7f5;"><tr><td align="center" style="padding:32px 12px;">
<${table} class="wrap" width="600" style="width:600px;max-width:600px;">
<tr><td class="px" style="padding:0 32px 20px;"><${table}><tr><td style="padding-right:10px;">${mark(table)}</td>
<td class="m1" style="font:600 15px/20px ${font};color:#1a1b1d;">${escape(frame.productName)}</td></tr></table></td></tr>
<tr><td class="card" bgcolor="#ffffff" style="background:#ffffff;border:1px solid #e6e5e2;border-radius:12px;"><${table} width="100%">
<tr><td class="px m1" style="padding:32px 32px 8px;color:#1a1b1d;"><h1 style="margin:0;font:600 22px/28px ${font};">${escape(mail.title)}</h1></td></tr>
${mail.blocks.map((block) => renderBlock(block, table)).join("\n")}
<tr><td style="padding:0 0 16px;font-size:0;line-height:0;">&nbsp;</td></tr></table></td></tr>
<tr><td class="px m2" style="padding:20px 32px 0;font:12px/18px ${font};color:#55575d;">${escape(why)}<br>${escape(care)}</td></tr>
</table></td></tr></table></div></body></html>
`;
}

function renderBlock(block: MailBlock, table: string): string {
  if ("text" in block)
    return `<tr><td class="px m1" style="padding:0 32px 16px;font:14px/22px ${font};color:#1a1b1d;">${escape(block.text)}</td></tr>`;
  if ("button" in block)
    return `<tr><td class="px" style="padding:4px 32px 20px;"><${table}><tr><td class="btn" align="center" bgcolor="#3451b8" style="background:#3451b8;border-radius:6px;"><a href="${escape(block.url)}" style="display:inline-block;padding:12px 20px;font:600 14px/20px ${font};color:#ffffff;text-decoration:none;">${escape(block.button)}</a></td></tr></table></td></tr>`;
  const cell = (text: string, style: string, kind: string): string =>
    `<td class="${kind}" valign="top" style="${style}font:13px/20px ${font};color:${kind === "m1" ? "#1a1b1d" : "#55575d"};">${escape(text)}</td>`;
  const rows = block.facts.map(
    ([label, value]) =>
      `<tr>${cell(label, "width:100px;padding:4px 12px 4px 0;", "m2")}${cell(value, "padding:4px 0;word-break:break-word;", "m1")}</tr>`,
  );
  return `<tr><td class="px" style="padding:4px 32px 20px;"><${table} class="box" width="100%" bgcolor="#faf9f8" style="background:#faf9f8;border:1px solid #e6e5e2;border-radius:8px;"><tr><td style="padding:12px 16px;"><${table} width="100%">${rows.join("")}</table></td></tr></table></td></tr>`;
}

function mark(table: string): string {
  const cell = (kind: "ink" | "acc", size: string): string =>
    `<td class="${kind}" ${size} bgcolor="${kind === "ink" ? "#1a1b1d" : "#3049a8"}" style="background:${kind === "ink" ? "#1a1b1d" : "#3049a8"};font-size:0;line-height:0;">&nbsp;</td>`;
  const tall = 'width="6" height="11"';
  return `<${table} width="18"><tr>${cell("ink", tall)}${cell("acc", tall)}${cell("ink", tall)}</tr><tr>${cell("ink", 'colspan="3" height="6"')}</tr></table>`;
}

/** Text made safe to stand in HTML, in an element or a quoted attribute. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
