/** What time it is, by the server's clock: that of an office PC may be wrong by a day. */
let ahead = 0;

/** The `Date` of an answer (RFC 9110, 6.6.1). */
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
