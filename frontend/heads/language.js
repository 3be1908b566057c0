/** A page in another language than the usual one leads on to pages in it. */
import { USUAL } from "../lib/i18n.js";

// The views write well-formed tags; a link that names a language of its own keeps it, and files have none.
const LINK = /<a (?![^>]*\bhreflang=)([^>]*?)href="(\/(?!\/|media\/)[^"#]*)/g;

/** The markup with `?lang=` in the addresses of this site. */
export function inLanguage(markup, language) {
  if (language === USUAL) return markup;
  return markup.replace(LINK, (found, before, address) =>
    `<a ${before}href="${address}${address.includes("?") ? "&amp;" : "?"}lang=${language}`);
}
