/** What readers will find at the address of what is withdrawn, by the portal's own view, as the form says it. */
import { setHtml } from "../../lib/html.js";
import { translator, USUAL } from "../../lib/i18n.js";
import { portalWordsIn } from "../api/words.js";
import { nowInstant } from "../lib/clock.js";
import { tombstoneView } from "../views/tombstone.js";

/** Where the form has a place for it. Without the portal's words the sentence beside the note has to do. */
export async function showTombstone(form, i18n) {
  const place = form.querySelector("[data-tombstone]");
  const words = place && (await portalWordsIn(USUAL).catch(() => null));
  if (!words) return;
  const draw = () => {
    const said = Object.fromEntries(new FormData(form));
    setHtml(place, tombstoneView({ ...said, withdrawn_at: nowInstant() }, translator(USUAL, words), i18n));
  };
  form.addEventListener("input", draw);
  draw();
}
