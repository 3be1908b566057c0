/** The leaders' week: written as a table, saved as a set of drafts, published as one. */
import { dayAt, weekOf } from "../../lib/dates.js";
import { createWeekPreview, entriesBefore, getWeek, putWeek, revokeWeekPreview } from "../api/calendar.js";
import { listAll } from "../api/documents.js";
import { now, nowInstant } from "../lib/clock.js";
import { dropDraft, keepDraft } from "../lib/keeping.js";
import { adopted, changed, dayAfter, entriesOf, inOrder, newEntry, said } from "../lib/planning.js";
import { knownOf } from "../lib/remembering.js";
import { Saving } from "../lib/saving.js";
import { PUBLISHER, rankOn } from "../lib/states.js";
import { weekView } from "../views/week.js";
import { onSaveKey, signInAgain, tellFailed } from "./asked.js";
import { isSure } from "./dialog.js";
import { beforeLeaving, main, part, say, show, working } from "./frame.js";
import { newKey } from "./keys.js";
import { Preview } from "./preview.js";
import { currentSite } from "./sites.js";
import { act, copyLast, undo } from "./week-acts.js";
import { WeekGrid } from "./week-grid.js";
import { look, meet, offerKeptWeek } from "./week-meeting.js";
import { pasteRows } from "./week-paste.js";
import { openPublication } from "./week-publication.js";

const KEEP_MS = 300;
const LOOK_MS = 25_000;
/** From as many days words are known again. */
const REMEMBERED_DAYS = 60;

export async function screen(i18n, person, [name]) {
  const today = dayAt(now());
  const where = { week: name ?? weekOf(today), site: currentSite(person) };
  const [read, officials, before] = await Promise.all([
    getWeek(where),
    listAll({ type: "official", site: where.site }),
    entriesBefore({ from: dayAfter(today, -REMEMBERED_DAYS), to: dayAfter(today, -1) }, where.site),
  ]);
  const week = new Week({ i18n, person, where, read, names: new Map(officials.map(({ id, label }) => [id, label])) });
  document.body.dataset.wide = "";
  show(weekView({ where, week: read.said, canPublish: week.canPublish }, i18n), i18n);
  await week.wire(before);
}

class Week {
  constructor({ i18n, person, where, read, names }) {
    Object.assign(this, { i18n, person, where, names, week: read.said, tag: read.tag, refused: {}, undone: [], timer: null });
    this.entries = entriesOf(this.week);
    this.base = this.entries;
    this.saving = new Saving({
      send: ({ entries }) => this.send(entries),
      tell: (state, error) => this.told(state, error),
      after: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
    });
  }

  get place() {
    return `week:${this.where.site}:${this.where.week}`;
  }

  get canPublish() {
    return rankOn(this.person, this.where.site) >= PUBLISHER;
  }

  async wire(before) {
    const { i18n, week } = this;
    this.grid = part("grid").begin({
      i18n,
      days: week.days,
      names: this.names,
      known: knownOf([...this.entries.map(({ content }) => content), ...before], this.names),
      tell: (key, changes) => this.write(key, changes),
      typing: () => this.keepSoon(),
      act: (name, key) => act(this, name, key),
      paste: (event) => pasteRows(this, event),
    });
    this.grid.show(this.entries);
    this.wireButtons();
    onSaveKey(() => (!this.grid.isEditing || this.grid.field.take()) && this.saving.flush());
    addEventListener("online", () => this.saving.flush());
    addEventListener("beforeunload", (event) => (!this.saving.isClean || this.grid.unfinished) && event.preventDefault());
    addEventListener("pagehide", () => this.saving.flush());
    beforeLeaving(() => this.left());
    setInterval(() => look(this), LOOK_MS);
    await offerKeptWeek(this);
  }

  wireButtons() {
    const { i18n, where } = this;
    const press = (name, work) => part(name).addEventListener("click", ({ currentTarget }) => working(currentTarget, work));
    press("go-out", () => openPublication(this));
    press("copy-week", () => copyLast(this));
    press("print", async () => print());
    press("undo-step", async () => undo(this));
    new Preview({
      i18n,
      save: () => this.saving.flush(),
      create: (hours) => createWeekPreview(where, hours),
      revoke: (id) => revokeWeekPreview(where, id),
    }).wire();
  }

  /** The key of the entry that has these words now. */
  write(key, changes) {
    const { entries, at } = this.written(key, changes);
    this.put(entries);
    return at;
  }

  /** The entries with these words in one of them: a row to write in becomes one. */
  written(key, changes) {
    const { entries } = this;
    if (entries.some((each) => each.key === key)) return { entries: changed(entries, key, changes), at: key };
    const made = newEntry(newKey(), { date: key.slice("new-".length), ...changes });
    return { entries: [...entries, made], at: made.key };
  }

  /** The week is this now; it is kept here, and saved after a pause. */
  put(entries, isUndone = true) {
    if (isUndone) this.undone.push(this.entries);
    this.entries = inOrder(entries);
    this.grid.show(this.entries);
    this.saving.changed({ entries: this.entries });
    this.keepSoon();
  }

  keepSoon() {
    if (this.timer === null) this.timer = setTimeout(() => this.keep(), KEEP_MS);
  }

  /** With the words of a cell that nobody has left yet. True when this machine now has all that the server does not. */
  async keep() {
    this.timer = null;
    const { unfinished } = this.grid;
    if (!unfinished && !this.saving.unsaved.entries) return dropDraft(this.person.id, this.place).then(() => true);
    const { entries } = unfinished ? this.written(unfinished.key, unfinished.changes) : this;
    return keepDraft(this.person.id, this.place, { base: this.base, entries, at: nowInstant() });
  }

  async send(entries) {
    this.take(await putWeek(this.where, said(entries), this.tag), entries);
  }

  /** The week as the server has it; what was typed since it was `sent` stays. */
  take({ said: week, tag }, sent = null) {
    Object.assign(this, { week, tag, refused: {}, base: entriesOf(week) });
    this.entries = sent ? adopted({ sent, now: this.entries, answer: week }) : this.base;
    if (this.saving.pending.entries) this.saving.pending = { entries: this.entries };
    this.grid.show(this.entries, this.refused);
  }

  told(state, error) {
    const { t, formatTime } = this.i18n;
    const place = part("saved");
    place.dataset.kind = state;
    if (state === "failed") return this.failed(error);
    if (state === "saved") this.keep();
    const waiting = this.entries.some(({ content }) => !content.title.trim());
    const words = { changed: t("saved.changed"), saving: t("saved.saving"), saved: t("saved.done", { time: formatTime(nowInstant()) }) }[state];
    place.textContent = state === "saved" && waiting ? `${words}. ${t("week.without_words")}` : words;
    return undefined;
  }

  async failed(error) {
    if (error.name !== "ApiError") throw error;
    if (error.status === 401) signInAgain(this);
    if (error.status === 412 && !(await meet(this))) return undefined;
    this.refused = refusalsOf(error, this.entries);
    this.grid.show(this.entries, this.refused);
    return tellFailed(this, { error, isKept: await this.keep() });
  }

  async left() {
    if (!(await this.saving.flush()) && !(await isSure("saved.leave", this.i18n))) return false;
    this.saving.pending = {};
    await dropDraft(this.person.id, this.place);
    return true;
  }
}

/** What kept which entry from being saved, by its key. */
function refusalsOf({ problem }, entries) {
  const sent = entries.filter(({ content }) => content.title.trim());
  const placed = (problem?.errors ?? []).map(({ pointer, detail, detail_vi: vietnamese }) => [sent[Number((pointer ?? "").split("/")[2])], vietnamese ?? detail]);
  return Object.fromEntries(placed.filter(([entry]) => entry).map(([{ key }, words]) => [key, words]));
}

