/** The order of banners, pages, categories and leaders: moved here, kept with one button. */
import { setHtml } from "../../lib/html.js";
import { changeDocument, checkDocument, getDocument, listAll, step } from "../api/documents.js";
import { isReviewed } from "../lib/fields.js";
import { groupsOf, moved, ORDERED, renumbered } from "../lib/ordering.js";
import { PUBLISHER, rankOn } from "../lib/states.js";
import { doneView, groupsView, orderView } from "../views/order.js";
import { problemWords } from "../views/problem.js";
import { main, onSave, part, say, show, working } from "./frame.js";
import { currentSite } from "./sites.js";

const MOVES = { ArrowUp: -1, ArrowDown: 1 };

export async function screen(i18n, person, [type]) {
  const kind = type in ORDERED ? type : "banner";
  await new Order(i18n, person, kind).begin();
}

class Order {
  constructor(i18n, person, type) {
    Object.assign(this, { i18n, person, type, dragged: null });
  }

  async begin() {
    await this.read();
    show(orderView(this, this.i18n), this.i18n);
    const place = part("order");
    place.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-move]");
      if (button) this.move(button.closest("[data-index]"), Number(button.dataset.move));
    });
    place.addEventListener("keydown", (event) => this.pressed(event));
    for (const name of ["dragstart", "dragover", "drop", "dragend"]) place.addEventListener(name, (event) => this[name](event));
    part("save").addEventListener("click", ({ target }) => working(target, () => this.save()));
    onSave(() => part("save").click());
  }

  async read() {
    const items = await listAll({ type: this.type, site: currentSite(this.person) });
    const documents = await Promise.all(items.map(({ id }) => getDocument(this.type, id)));
    this.groups = groupsOf(this.type, documents);
  }

  pressed(event) {
    const row = event.target.closest("[data-index]");
    if (!row || !event.altKey || !(event.key in MOVES)) return;
    event.preventDefault();
    this.move(row, MOVES[event.key]);
  }

  move(row, by) {
    this.put(row, Number(row.dataset.index) + by);
  }

  /** The focus goes with what was moved, and its new place is told. */
  put(row, to) {
    const { id } = row.dataset;
    const group = this.groupOf(row);
    const from = Number(row.dataset.index);
    group.items = moved(group.items, from, to);
    setHtml(part("order"), groupsView(this, this.i18n));
    const now = main().querySelector(`[data-id="${id}"]`);
    (now.querySelector(`[data-move="${Math.sign(to - from)}"]:not([aria-disabled])`) ?? now.querySelector("[data-move]:not([aria-disabled])"))?.focus();
    const place = group.items.findIndex((each) => each.id === id);
    say(this.i18n.t("order.moved", { label: group.items[place].label, place: place + 1, of: group.items.length }));
  }

  groupOf(row) {
    const { group } = row.parentElement.dataset;
    return this.groups.find(({ name }) => name === group);
  }

  dragstart(event) {
    this.dragged = event.target.closest("[data-index]");
    event.dataTransfer.effectAllowed = "move";
    event.stopPropagation();
  }

  /** Only among those that stand beside it. */
  dragover(event) {
    const row = this.beside(event);
    if (row) event.preventDefault();
  }

  drop(event) {
    const row = this.beside(event);
    if (!row) return;
    event.preventDefault();
    this.put(this.dragged, Number(row.dataset.index));
    this.dragged = null;
  }

  dragend() {
    this.dragged = null;
  }

  beside({ target }) {
    for (let row = target.closest("[data-index]"); row && this.dragged; row = row.parentElement.closest("[data-index]")) {
      if (row.parentElement === this.dragged.parentElement) return row;
    }
    return null;
  }

  async save() {
    const changed = this.groups.flatMap(({ items }) => renumbered(this.type, items));
    const results = [];
    for (const each of changed) results.push(await this.keep(each));
    await this.read();
    setHtml(part("order"), groupsView(this, this.i18n));
    setHtml(part("done"), doneView(results, this.i18n));
    say(this.i18n.t(results.length ? "order.saved" : "order.same"));
  }

  async keep({ document, changes }) {
    const { label } = document;
    try {
      const saved = await changeDocument(document, changes);
      return { label, state: await this.release(document, saved) };
    } catch (error) {
      if (error.name !== "ApiError") throw error;
      return { label, words: problemWords(error, this.i18n) };
    }
  }

  /** What was public goes out again with its new number, by whoever may; what was a draft stays one. */
  async release(before, saved) {
    if (!isReviewed(saved)) return "public";
    if (before.public !== "live" || before.stage !== "approved") return "draft";
    if (rankOn(this.person, saved.site) >= PUBLISHER && (await this.publish(saved))) return "public";
    await step(saved, "submission");
    return "submitted";
  }

  /** False where a second person has to. */
  async publish(saved) {
    const findings = await checkDocument(saved);
    try {
      await step(saved, "publication", { acknowledged: [...new Set(findings.filter((each) => each.is_warning).map(({ code }) => code))] });
      return true;
    } catch (error) {
      if (error.problem?.code !== "second_person_required") throw error;
      return false;
    }
  }
}
