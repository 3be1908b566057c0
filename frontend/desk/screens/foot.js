/** Shows the portal's foot beside the form of its identity, as it is typed. */
import { setHtml } from "../../lib/html.js";
import { translator } from "../../lib/i18n.js";
import { portalWordsIn } from "../api/words.js";
import { footView } from "../views/foot.js";
import { part } from "./frame.js";

export class Foot {
  /** `writer` is the screen of the identity. */
  constructor(writer) {
    this.writer = writer;
  }

  /** Without the portal's words there is none, and nothing else waits for them. */
  async wire() {
    const { language } = this.writer.i18n;
    const words = await portalWordsIn(language).catch(() => null);
    if (!words) return;
    this.words = translator(language, words);
    part("foot").addEventListener("click", (event) => this.pressed(event));
    this.draw();
  }

  draw() {
    if (!this.words) return;
    const { document, saving, i18n } = this.writer;
    setHtml(part("foot"), footView({ content: { ...document.content, ...saving.unsaved }, words: this.words }, i18n));
  }

  /** Its links lead nowhere from here, but those to empty fields. */
  pressed(event) {
    const link = event.target.closest("a");
    if (link) event.preventDefault();
    if (link?.dataset.empty) this.writer.goTo(link.dataset.empty);
  }
}
