import { summarize } from "./statistics.mjs";

const whole = (value) => Math.round(value).toLocaleString("en-US");
const tenth = (value) => value.toFixed(1);

/** What a server takes of the machine, and its pages of the line. */
export function figuresTable({ figures, settings: { figures: settings } }) {
  const { start, memory, bytes, pages, installed } = figures;
  const [{ median, min, max }, worked] = [summarize(start.passed), summarize(start.worked)];
  const megabytes = (value) => (value === null ? "the system does not tell" : `${whole(value)} MB`);
  return [
    "## First figures",
    "| | | asked |",
    "|---|--:|--:|",
    `| Memory at rest, after the first answer | **${megabytes(memory.atRest)}** | |`,
    `| Memory after ${whole(settings.checks)} session checks | **${megabytes(memory.afterChecks)}** | |`,
    `| From the start of the process to its first answer | **${whole(median)} ms** (${whole(min)} – ${whole(max)}), ${whole(worked.median)} ms of CPU | |`,
    ...rowsOf(installed, ({ server, all }) => [
      `| The packed server in an app's \`node_modules\` | **${tenth(server)} MB** | |`,
      `| The same with all it brings | **${tenth(all)} MB** | |`,
    ]),
    `| A session on disk, SQLite | **${whole(bytes.session)} bytes** | |`,
    `| An event, sealed | **${whole(bytes.event)} bytes** | |`,
    `| An account, without what it binds | **${whole(bytes.account)} bytes** | |`,
    ...rowsOf(pages, ({ signIn, security }) => [
      `| The sign-in page on the wire | **${tenth(signIn.kilobytes)} KB** in ${signIn.answers} answers | at most 130 KB |`,
      `| The Security page on the wire | **${tenth(security.kilobytes)} KB** in ${security.answers} answers | at most 200 KB |`,
    ]),
    "",
    ...skipped("Pages", pages),
    ...skipped("Install", installed),
    `Memory is all the process has in it (RSS), the mapped file included. Bytes of a row are the growth of the file over ${whole(settings.rows)} rows, indexes included. Pages are of a browser that keeps nothing yet, headers and the API's answers included; KB and MB are thousands.`,
  ];
}

const rowsOf = (figure, rows) => (figure.skipped === undefined ? rows(figure) : []);
const skipped = (name, { skipped: reason }) => (reason === undefined ? [] : [`${name} left out: ${reason}`]);
