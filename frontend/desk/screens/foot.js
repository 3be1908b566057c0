/** `<site-foot>`: the portal's foot beside the form of its identity, as it is typed. */
import { setHtml } from "../../lib/html.js";
import { translator } from "../../lib/i18n.js";
import { portalWordsIn } from "../api/words.js";
import { footView } from "../views/foot.js";

export class SiteFoot extends HTMLElement {
  /** `writer` is the screen of the identity. Without the portal's words there is no foot, and nothing else waits for them. */
  async begin(writer) {
    const { language } = writer.i18n;
    const words = await portalWordsIn(language).catch(() => null);
    if (!words) return;
    Object.assign(this, { writer, words: translator(language, words) });
    this.addEventListener("click", (event) => this.pressed(event));
    this.draw();
  }

  draw() {
    if (!this.words) return;
    const { document, saving, i18n } = this.writer;
    setHtml(this, footView({ content: { ...document.content, ...saving.unsaved }, words: this.words }, i18n));
  }

  /** Its links lead nowhere from here, but those to empty fields. */
  pressed(event) {
    const link = event.target.closest("a");
    if (link) event.preventDefault();
    if (link?.dataset.empty) this.writer.goTo(link.dataset.empty);
  }
}
