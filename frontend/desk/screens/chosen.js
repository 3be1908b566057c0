/** Several documents of the list: one step for all of them, and one result for each. */
import { setHtml } from "../../lib/html.js";
import { take } from "../api/steps.js";
import { stepsForAll } from "../lib/bulk.js";
import { chosenView, questionView } from "../views/chosen.js";
import { rowView } from "../views/list.js";
import { problemWords } from "../views/problem.js";
import { ask } from "./dialog.js";
import { part, say } from "./frame.js";
import { showTombstone } from "./tombstone.js";

export class Chosen {
  constructor(list) {
    this.list = list;
    this.i18n = list.i18n;
  }

  wire() {
    part("results").addEventListener("change", () => this.show());
    part("chosen").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-all]");
      if (button) this.ask(button.dataset.all);
      if (target.closest("[data-none]")) this.choose([]);
    });
  }

  get boxes() {
    return [...part("results").querySelectorAll("[name=chosen]")];
  }

  get documents() {
    const ids = this.boxes.filter((box) => box.checked).map((box) => box.value);
    return ids.map((id) => this.list.documents.get(id));
  }

  show() {
    const { documents } = this;
    const steps = stepsForAll(documents, this.list.person);
    part("chosen").hidden = !documents.length;
    setHtml(part("chosen"), chosenView({ count: documents.length, steps }, this.i18n));
  }

  choose(ids) {
    for (const box of this.boxes) box.checked = ids.includes(box.value);
    this.show();
  }

  async ask(name) {
    const { documents } = this;
    const { t } = this.i18n;
    const asks = { title: t(`all.${name}`, { count: documents.length }), content: questionView({ name, documents }, this.i18n), go: t(`go.${name}`) };
    const said = await ask(asks, this.i18n, (form) => showTombstone(form, this.i18n));
    if (said) await this.takeAll(documents, name, Object.fromEntries(said));
  }

  /** One after the other: a commune's line is slow, and each result is seen as it comes. */
  async takeAll(documents, name, said) {
    const failed = [];
    for (const document of documents) if (!(await this.take(document, name, said))) failed.push(document.id);
    this.choose(failed);
    say(this.i18n.t("all.done", { done: documents.length - failed.length, failed: failed.length }));
  }

  async take(document, name, said) {
    const { t } = this.i18n;
    try {
      const now = await take(document, name, said);
      this.tell({ ...now, rating: document.rating, waiting: null }, { words: t(`done.${name}`) });
      return true;
    } catch (error) {
      if (error.name !== "ApiError") throw error;
      this.tell(document, { words: problemWords(error, this.i18n), isWrong: true });
      return false;
    }
  }

  tell(document, result) {
    this.list.documents.set(document.id, document);
    const row = this.boxes.find((box) => box.value === document.id).closest("li");
    setHtml(row, rowView(document, this.i18n, result));
  }
}
