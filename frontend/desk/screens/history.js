/** The history of one document: its editions, what differs, and the way back to one of them. */
import { setHtml } from "../../lib/html.js";
import { editionsOf, step } from "../api/documents.js";
import { isReviewed } from "../lib/fields.js";
import { mayWrite } from "../lib/states.js";
import { differenceView, historyView } from "../views/history.js";
import { problemWords } from "../views/problem.js";
import { isSure } from "./dialog.js";
import { main, onEscape, part, say, working } from "./frame.js";

export class History {
  /** `close` puts the panel away. */
  constructor(writer, close) {
    Object.assign(this, { writer, close, i18n: writer.i18n });
  }

  wire() {
    part("head").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-history-open]");
      if (button) working(button, () => this.trying(() => this.open()));
    });
    part("panel").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-compare], [data-restore]");
      if (!button) return;
      const { compare, restore } = button.dataset;
      working(button, () => this.trying(() => (compare ? this.compare(Number(compare)) : this.restore(Number(restore)))));
    });
  }

  async trying(work) {
    try {
      await work();
    } catch (error) {
      if (error.name !== "ApiError") throw error;
      say(problemWords(error, this.i18n));
    }
  }

  /** The newest first. What is typed belongs to it, and is saved before. */
  async open() {
    const { writer } = this;
    if (!(await writer.saving.flush())) return;
    const { document } = writer;
    const { items } = await editionsOf(document);
    const canRestore = isReviewed(document) && !document.trashed_at && mayWrite(document, writer.person);
    const panel = part("panel");
    setHtml(panel, historyView({ editions: [...items].reverse(), canRestore }, this.i18n));
    panel.hidden = false;
    part("head").dataset.busy = "";
    part("close").addEventListener("click", () => this.close());
    onEscape(panel, () => this.close());
    panel.focus();
  }

  async compare(number) {
    const { document } = this.writer;
    const { changes } = await editionsOf(document, number, document.edition.number);
    setHtml(main().querySelector(`[data-difference="${number}"]`), differenceView(document.type, changes, this.i18n));
  }

  /** Its words become the newest edition; nothing that is public changes by that. */
  async restore(number) {
    const { writer } = this;
    if (!(await isSure("edition.sure", this.i18n))) return;
    writer.take(await step(writer.document, "restoration", { edition: number }));
    writer.fill(writer.document.content);
    this.close();
    say(this.i18n.t("edition.done", { number }));
  }
}
