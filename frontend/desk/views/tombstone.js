/** What stands in the place of something withdrawn, framed as what readers see. */
import { withdrawnWords } from "../../components/page-state/page-state.js";
import { html } from "../../lib/html.js";

/** `words` are the portal's own. */
export function tombstoneView(said, words, { t }) {
  const { t: portalWord } = words;
  return html`
    <figure class="tombstone">
      <figcaption>${t("panel.tombstone")}</figcaption>
      <div lang="vi"><p><strong>${portalWord("withdrawn.title")}</strong></p>${withdrawnWords(said, words)}</div>
    </figure>`;
}
