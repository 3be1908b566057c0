/** Queries of addresses, as browsers write them; the engine of a server knows no `URL`. */

/** `?a=1&b=2` behind a path; what is empty is left out. */
export function withQuery(path, parts) {
  const given = Object.entries(parts).filter(([, value]) => value);
  return given.length ? `${path}?${given.map(([name, value]) => `${name}=${encoded(value)}`).join("&")}` : path;
}

/** The cursor in the API's address of what follows; null after the last. */
export function cursorIn(next) {
  const found = /[?&]cursor=([^&]*)/.exec(next || "");
  return found && decodeURIComponent(found[1]);
}

/** As `URLSearchParams` does. */
function encoded(value) {
  const text = encodeURIComponent(value).replace(/%20/g, "+");
  return text.replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
