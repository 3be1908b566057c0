/** What time it is, by the server's clock: that of an office PC may be wrong by a day. */
let ahead = 0;

/** When the server made an answer that no cache keeps: its `Date` (RFC 9110, 6.6.1), or what a page says. */
export function hear(date) {
  const at = Date.parse(date ?? "");
  if (!Number.isNaN(at)) ahead = at - Date.now();
}

/** In milliseconds since 1970. */
export function now() {
  return Date.now() + ahead;
}

export function nowInstant() {
  return new Date(now()).toISOString();
}
