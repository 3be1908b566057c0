/** The steps of a document: what stands before each is shown first, then one button says what happens. */
import { html, setHtml } from "../../lib/html.js";
import { approversOf, checkDocument, editionsOf, step, takeBack } from "../api/documents.js";
import { placesIn } from "../lib/body.js";
import { now } from "../lib/clock.js";
import { panelView, undoView } from "../views/panel.js";
import { problemWords } from "../views/problem.js";
import { onEscape, part, say, working } from "./frame.js";
import { share } from "./sharing.js";
import { showTombstone } from "./tombstone.js";
import { showUses } from "./uses.js";

const UNDO_MS = 600_000;
const CHECKED = ["submission", "publication"];
const DONE = {
  unschedule: (document) => takeBack(document, "publication"),
  drop: (document) => takeBack(document, "draft"),
  trash: (document) => takeBack(document),
  removal: (document) => takeBack(document),
};

export class Steps {
  constructor(writer) {
    this.writer = writer;
    this.i18n = writer.i18n;
  }

  wire() {
    part("head").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-step]");
      if (button) working(button, () => this.open(button.dataset.step));
      if (target.closest("[data-share]")) share({ title: this.writer.document.label, url: location.href }, this.i18n);
    });
    this.offerUndo();
  }

  /** Nothing is decided over words that are not saved. */
  async open(name) {
    const { writer } = this;
    if (name !== "removal" && !(await writer.saving.flush())) return;
    if (name === "save") return say(this.i18n.t("done.save"));
    try {
      const [findings, approvers] = CHECKED.includes(name) ? await Promise.all([checkDocument(writer.document), approversOf(writer.document)]) : [[], null];
      const places = CHECKED.includes(name) ? this.places() : [];
      this.show(name, { findings: [...places, ...findings], approvers, changes: await this.changes(name) });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Pictures that are meant and not there. */
  places() {
    const count = placesIn(this.writer.document.content.body_html);
    const words = this.i18n.t("picture.places", { count });
    return count ? [{ pointer: "/body_html", code: "picture_missing", is_warning: false, detail: words, detail_vi: words }] : [];
  }

  /** What differs from what is live. */
  async changes(name) {
    const { document } = this.writer;
    if (name !== "publication" || !document.live || document.live.edition.number === document.edition.number) return null;
    return (await editionsOf(document, document.live.edition.number, document.edition.number)).changes;
  }

  show(name, found) {
    const panel = part("panel");
    setHtml(panel, panelView({ name, ...found, document: this.writer.document }, this.i18n));
    panel.hidden = false;
    const moment = panel.querySelector("moment-field");
    if (moment) moment.begin({ name: "publish_at", label: this.i18n.t("panel.when"), i18n: this.i18n, tell: () => this.name(name, panel.querySelector("form")), site: this.writer.document.site, isAsked: true });
    part("head").dataset.busy = "";
    const form = panel.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      working(form.querySelector("[data-go]"), () => this.take(name, form));
    });
    form.addEventListener("input", () => this.name(name, form));
    panel.querySelector("[data-close]").addEventListener("click", () => this.close());
    onEscape(panel, () => this.close());
    this.name(name, form);
    showTombstone(form, this.i18n);
    panel.focus();
  }

  close() {
    const panel = part("panel");
    panel.hidden = true;
    delete part("head").dataset.busy;
    setHtml(panel, html``);
    const first = part("step");
    if (first) first.focus();
  }

  /** The button says exactly what will happen. */
  name(name, form) {
    if (name !== "publication" || !form.querySelector("[data-go]")) return;
    const { t, formatWeekday, formatTime } = this.i18n;
    const at = form.querySelector("moment-field").value;
    const words = at ? t("go.schedule", { day: formatWeekday(at), time: formatTime(at) }) : t("go.publication");
    form.querySelector("[data-go]").textContent = at === undefined ? t("go.unclear") : words;
  }

  async take(name, form) {
    const { writer } = this;
    const said = saidIn(name, form);
    if (said.isWrong) return this.tell(form, this.i18n.t("moment.unsure"));
    try {
      const done = DONE[name] ? DONE[name](writer.document) : step(writer.document, name, said);
      writer.take(await done);
    } catch (error) {
      return this.fail(error, form);
    }
    this.close();
    say(this.i18n.t(`done.${name}`));
    this.offerUndo();
  }

  fail(error, form = null) {
    if (error.name !== "ApiError") throw error;
    if (form && error.problem?.used_by) return showUses(form, error, this.i18n);
    const words = problemWords(error, this.i18n);
    if (form) this.tell(form, words);
    else say(words);
  }

  tell(form, words) {
    form.querySelector("[data-wrong]").textContent = words;
  }

  /** For ten minutes after it went out, to who may take it back. */
  offerUndo() {
    const { live, public: shown } = this.writer.document;
    const since = live && shown === "live" ? now() - Date.parse(live.updated_at) : UNDO_MS;
    if (since >= UNDO_MS || this.writer.document.stage !== "approved" || !this.writer.steps().includes("withdrawal")) return;
    setHtml(part("asked"), undoView(this.i18n, live.updated_at));
    part("undo").addEventListener("click", ({ target }) => working(target, () => this.undo()));
  }

  /** The edition before is live again; where there was none it is withdrawn. */
  async undo() {
    const { writer } = this;
    try {
      const { items } = await editionsOf(writer.document);
      const before = items.filter((each) => each.approved_by && each.number < writer.document.live.edition.number).pop();
      writer.take(before ? await this.back(before) : await step(writer.document, "withdrawal", { reason: "error" }));
    } catch (error) {
      return this.fail(error);
    }
    writer.fill(writer.document.content);
    setHtml(part("asked"), html``);
    say(this.i18n.t("undo.done"));
  }

  async back(edition) {
    const { writer } = this;
    writer.take(await step(writer.document, "restoration", { edition: edition.number }));
    const warned = (await checkDocument(writer.document)).map(({ code }) => code);
    return step(writer.document, "publication", { acknowledged: [...new Set(warned)] });
  }
}

/** What the form says, as the API takes it. */
function saidIn(name, form) {
  const said = new FormData(form);
  const text = (field) => (said.get(field) ?? "").trim() || null;
  if (name === "return") return { comment: text("comment") ?? "" };
  if (name === "withdrawal") return { reason: said.get("reason"), public_note: text("public_note") };
  if (name !== "publication") return {};
  const field = form.querySelector("moment-field");
  if (!field.isSure) return { isWrong: true };
  const correction = said.get("kind") === "correction" ? text("correction") : null;
  return { publish_at: field.value, correction, acknowledged: [...new Set(said.getAll("acknowledged"))] };
}
