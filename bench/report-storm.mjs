import { median, summarize } from "./statistics.mjs";

const tenth = (value) => value.toFixed(1);
const whole = (value) => Math.round(value).toLocaleString("en-US");
const range = ({ min, max }, form) => `${form(min)} – ${form(max)}`;

const cpuText = (seconds) => (seconds.includes(null) ? "" : `${tenth(summarize(seconds).median)} s`);

/** What another request waits while very many people sign in at once. */
export function stormTable({ storm, settings: { storm: settings } }) {
  const row = (name, { p99, longest, done, refused, seconds, unfair, cpu }) => {
    const [middle, most] = [summarize(p99), summarize(longest)];
    const took = summarize(seconds).median;
    return `| ${name} | **${tenth(middle.median)} ms** | ${range(middle, tenth)} | ${tenth(most.median)} ms | ${whole(summarize(done).median)} | ${whole(summarize(refused).median)} | ${tenth(took)} s | ${cpuText(cpu)} | ${tenth(summarize(unfair).median)} × |`;
  };
  // Of the peer there are fewer rounds.
  const share = median(storm.few.p99) / median(storm.peer.p99);
  return [
    "## Sign-ins at once",
    `Each by password, from an address of its own; ${settings.rounds} rounds. Meanwhile a session check is asked every 4 ms.`,
    "",
    "| | a session check's p99 | range | the longest | let in | refused, told when to come again | all answered after | the server's CPU meanwhile | longest wait ÷ median |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    row(`${whole(settings.few)} at once`, storm.few),
    row(`${whole(settings.few)} at once, better-auth`, storm.peer),
    row(`${whole(settings.many)} at once`, storm.many),
    "",
    `The p99 beside ${whole(settings.few)} sign-ins ÷ better-auth's: **1/${whole(1 / share)}** (asked: at most 1/20). Of those let in, the longest wait is twice the median where all are served in the order they came.`,
  ];
}
