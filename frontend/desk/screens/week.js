/** The leaders' week: written as a table, saved as a set of drafts, published as one. */
import { html, setHtml } from "../../lib/html.js";
import { dayAt, weekOf } from "../../lib/dates.js";
import { copyWeek, createWeekPreview, entriesBefore, getWeek, putWeek, revokeWeekPreview } from "../api/calendar.js";
import { listDocuments } from "../api/documents.js";
import { now, nowInstant } from "../lib/clock.js";
import { dropDraft, keepDraft, keptDraft } from "../lib/keeping.js";
import { adopted, changed, copied, dayAfter, entriesOf, inOrder, inSession, leftOut, merged, newEntry, said } from "../lib/planning.js";
import { Saving } from "../lib/saving.js";
import { PUBLISHER, rankOn } from "../lib/states.js";
import { problemWords } from "../views/problem.js";
import { conflictView } from "../views/write.js";
import { skippedView, weekView } from "../views/week.js";
import { offerKept, sidesOf, signInAgain } from "./asked.js";
import { ask, isSure } from "./dialog.js";
import { beforeLeaving, main, part, say, show, working } from "./frame.js";
import { newKey } from "./keys.js";
import { currentSite } from "./sites.js";
import { Preview } from "./preview.js";
import { WeekGrid } from "./week-grid.js";
import { pasteRows } from "./week-paste.js";
import { openPublication } from "./week-publication.js";

const KEEP_MS = 300;
const LOOK_MS = 25_000;
/** From as many days words are known again. */
const REMEMBERED_DAYS = 60;
const LIST = 100;
const NOTHING = html``;

export async function screen(i18n, person, [name]) {
  const today = dayAt(now());
  const where = { week: name ?? weekOf(today), site: currentSite(person) };
  const [read, officials, before] = await Promise.all([
    getWeek(where),
    listDocuments({ type: "official", site: where.site, limit: LIST }),
    entriesBefore({ from: dayAfter(today, -REMEMBERED_DAYS), to: dayAfter(today, -1) }, where.site),
  ]);
  const week = new Week({ i18n, person, where, read, names: new Map(officials.items.map(({ id, label }) => [id, label])) });
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
      act: (name, key) => this.act(name, key),
      paste: (event) => pasteRows(this, event),
    });
    this.grid.show(this.entries);
    this.wireButtons();
    addEventListener("online", () => this.saving.flush());
    addEventListener("beforeunload", (event) => !this.saving.isClean && event.preventDefault());
    addEventListener("pagehide", () => this.saving.flush());
    beforeLeaving(() => this.left());
    setInterval(() => this.look(), LOOK_MS);
    await this.offerKept();
  }

  wireButtons() {
    const { i18n, where } = this;
    const press = (name, work) => part(name).addEventListener("click", ({ currentTarget }) => working(currentTarget, work));
    press("go-out", () => openPublication(this));
    press("copy-week", () => this.copyLast());
    press("print", async () => print());
    press("undo-step", async () => this.undo());
    new Preview({
      i18n,
      save: () => this.saving.flush(),
      create: (hours) => createWeekPreview(where, hours),
      revoke: (id) => revokeWeekPreview(where, id),
    }).wire();
  }

  /** The key of the entry that has these words now: a row to write in becomes one. */
  write(key, changes) {
    if (this.entries.some((each) => each.key === key)) {
      this.put(changed(this.entries, key, changes));
      return key;
    }
    const made = newEntry(newKey(), { date: key.slice("new-".length), ...changes });
    this.put([...this.entries, made]);
    return made.key;
  }

  act(name, key) {
    const { t } = this.i18n;
    if (name === "wrong_hours") return say(t("week.wrong_hours"));
    if (name === "undo") return this.undo();
    const entry = this.entries.find((each) => each.key === key);
    if (name === "cancel") return this.cancel(entry);
    if (name === "copy") return this.copy(entry);
    const [what, way] = name.split("_");
    return this.move(entry, what, way === "before" ? -1 : 1);
  }

  cancel(entry) {
    this.put(leftOut(this.entries, entry.key));
    const isThere = this.entries.find(({ key }) => key === entry.key);
    this.grid.focusOn({});
    say(this.i18n.t(!isThere ? "week.gone" : isThere.content.status === "cancelled" ? "week.cancelled" : "week.back"));
  }

  /** On the day below; on the last one there is none. */
  copy(entry) {
    const made = copied(entry, newKey(), 1);
    if (made.content.date > this.week.to) return say(this.i18n.t("week.last_day"));
    this.put([...this.entries, made]);
    this.grid.focusOn({ key: made.key });
    return say(this.i18n.t("week.copied_below", { day: this.dayName(made.content.date) }));
  }

  move(entry, what, by) {
    const date = dayAfter(entry.content.date, by);
    if (what === "day" && (date < this.week.from || date > this.week.to)) return say(this.i18n.t("week.last_day"));
    const changes = what === "day" ? { date } : inSession(entry, by);
    if (!Object.keys(changes).length) return undefined;
    this.put(changed(this.entries, entry.key, changes));
    this.grid.focusOn({ key: entry.key });
    return say(what === "day" ? this.dayName(date) : this.i18n.t(`session.${changes.session}`));
  }

  dayName(date) {
    return this.i18n.formatWeekday(`${date}T12:00:00+07:00`);
  }

  undo() {
    const last = this.undone.pop();
    if (!last) return say(this.i18n.t("week.nothing_undone"));
    this.put(last.map((each) => ({ ...each, id: this.entries.find(({ key }) => key === each.key)?.id ?? null })), false);
    this.grid.focusOn({});
    return say(this.i18n.t("undo.done"));
  }

  /** The week is this now; it is kept here, and saved after a pause. */
  put(entries, isUndone = true) {
    if (isUndone) this.undone.push(this.entries);
    this.entries = inOrder(entries);
    this.grid.show(this.entries);
    this.saving.changed({ entries: this.entries });
    if (this.timer === null) this.timer = setTimeout(() => this.keep(), KEEP_MS);
  }

  async keep() {
    this.timer = null;
    if (!this.saving.unsaved.entries) return true;
    return keepDraft(this.person.id, this.place, { base: this.base, entries: this.entries, at: nowInstant() });
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
    if (state === "saved") dropDraft(this.person.id, this.place);
    const waiting = this.entries.some(({ content }) => !content.title.trim());
    const words = { changed: t("saved.changed"), saving: t("saved.saving"), saved: t("saved.done", { time: formatTime(nowInstant()) }) }[state];
    place.textContent = state === "saved" && waiting ? `${words}. ${t("week.without_words")}` : words;
    return undefined;
  }

  async failed(error) {
    if (error.name !== "ApiError") throw error;
    if (error.status === 401) signInAgain(this);
    if (error.status === 412) return this.meet();
    this.refused = refusalsOf(error, this.entries);
    this.grid.show(this.entries, this.refused);
    const isKept = await this.keep();
    const { t } = this.i18n;
    const why = error.status ? problemWords(error, this.i18n) : t(navigator.onLine ? "saved.no_answer" : "saved.offline");
    part("saved").textContent = [t("saved.refused", { why }), t(isKept ? "saved.kept" : "saved.not_kept")].join(" ");
    return undefined;
  }

  /** Somebody else has saved: what only one of us changed is put together, the rest is asked. */
  async meet() {
    const read = await getWeek(this.where).catch((error) => say(problemWords(error, this.i18n)));
    if (!read) return;
    const { base, entries: mine } = this;
    this.take(read);
    const { entries, conflicts } = merged(base, mine, this.base);
    this.saving.pending = {};
    this.entries = entries;
    this.grid.show(entries);
    if (conflicts.length) return this.askBoth(conflicts);
    say(this.i18n.t("week.met"));
    this.put(entries, false);
    await this.saving.flush();
  }

  askBoth(conflicts) {
    const title = (key) => this.entries.find((each) => each.key === key).content.title;
    const fields = conflicts.map(({ key, name, mine, theirs }) => ({ ...sidesOf(name, mine, theirs), at: `${key} ${name}`, of: title(key), isMixed: false }));
    setHtml(part("asked"), conflictView("calendar_entry", fields, this.i18n));
    part("conflict").addEventListener("submit", (event) => {
      event.preventDefault();
      const answers = new FormData(event.target);
      const own = conflicts.filter(({ key, name }) => answers.get(`${key} ${name}`) === "mine");
      setHtml(part("asked"), NOTHING);
      this.put(own.reduce((entries, { key, name, mine }) => changed(entries, key, { [name]: mine }), this.entries));
      this.saving.flush();
    });
    part("conflict").querySelector("input").focus();
  }

  /** What this machine kept, where the server does not have it. */
  async offerKept() {
    const kept = await keptDraft(this.person.id, this.place);
    if (!kept) return;
    offerKept(this, kept, {
      take: () => {
        const { entries, conflicts } = merged(kept.base, kept.entries, this.entries);
        this.put(entries);
        if (conflicts.length) this.askBoth(conflicts);
      },
      goOn: () => this.grid.focusOn({}),
    });
  }

  /** Somebody else's save is shown before it gets in the way. */
  async look() {
    if (document.hidden || !this.saving.isClean || this.grid.isEditing) return;
    const read = await getWeek(this.where).catch(() => null);
    if (!read || read.tag === this.tag || !this.saving.isClean || this.grid.isEditing) return;
    const unfinished = this.entries.filter(({ id }) => !id);
    this.take(read);
    this.entries = inOrder([...this.entries, ...unfinished]);
    this.grid.show(this.entries);
    say(this.i18n.t("week.others"));
  }

  async copyLast() {
    if (!this.week.prev || !(await this.saving.flush())) return;
    const { t } = this.i18n;
    try {
      const answer = await copyWeek(this.where, this.week.prev, newKey());
      const before = this.entries.length;
      this.take(answer);
      say(t("week.copied", { count: this.entries.length - before }));
      const { skipped } = answer.said;
      if (skipped.length) await ask({ title: t("week.skipped", { count: skipped.length }), content: skippedView(skipped, this.i18n) }, this.i18n);
    } catch (error) {
      if (error.name !== "ApiError") throw error;
      say(problemWords(error, this.i18n));
    }
  }

  async left() {
    if (!(await this.saving.flush()) && !(await isSure("saved.leave", this.i18n))) return false;
    this.saving.pending = {};
    await dropDraft(this.person.id, this.place);
    return true;
  }
}

/** Words that were written before, by column, those used most first. */
function knownOf(contents, names) {
  const chairs = contents.map(({ chair }) => names.get(chair) ?? chair?.name ?? chair);
  return {
    title: usual(contents.map(({ title }) => title)),
    location: usual(contents.map(({ location: place }) => place)),
    prepared_by: usual(contents.map((each) => each.prepared_by)),
    chair: [...new Set([...names.values(), ...usual(chairs)])],
  };
}

function usual(words) {
  const counts = new Map();
  for (const each of words.filter((word) => word && !word.includes("\n"))) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([each]) => each);
}

/** What kept which entry from being saved, by its key. */
function refusalsOf({ problem }, entries) {
  const sent = entries.filter(({ content }) => content.title.trim());
  const placed = (problem?.errors ?? []).map(({ pointer, detail, detail_vi: vietnamese }) => [sent[Number((pointer ?? "").split("/")[2])], vietnamese ?? detail]);
  return Object.fromEntries(placed.filter(([entry]) => entry).map(([{ key }, words]) => [key, words]));
}

