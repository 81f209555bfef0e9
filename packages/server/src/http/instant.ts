const dayMilliseconds = 24 * 60 * 60 * 1000;
const two = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));
const three = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, "0"));
const days = new Map<number, string>();

/**
 * Unix milliseconds as an RFC 3339 instant: what `new Date(at).toISOString()` gives. A session check writes seven of
 * them, and the calendar's part of each is the same all day long.
 */
export function instant(at: number): string {
  const day = Math.floor(at / dayMilliseconds);
  const rest = at - day * dayMilliseconds;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1000) % 60;
  return `${dateOf(day)}T${two[hours]!}:${two[minutes]!}:${two[seconds]!}.${three[rest % 1000]!}Z`;
}

function dateOf(day: number): string {
  let date = days.get(day);
  if (date === undefined) {
    if (days.size > 1000) days.clear();
    date = new Date(day * dayMilliseconds).toISOString().slice(0, 10);
    days.set(day, date);
  }
  return date;
}
