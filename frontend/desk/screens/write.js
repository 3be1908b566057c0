/** Writes one document: what is typed is kept here within a second, and saved two seconds after the last key. */
import { setHtml } from "../../lib/html.js";
import { changeDocument, createDocument, createPreview, getDocument, revokePreview } from "../api/documents.js";
import { nowInstant } from "../lib/clock.js";
import { Creation } from "../lib/creation.js";
import { beginning, isReviewed, kindOf } from "../lib/fields.js";
import { dropDraft, keepDraft, keptDraft } from "../lib/keeping.js";
import { Saving } from "../lib/saving.js";
import { siteName } from "../lib/sites.js";
import { mayWrite, stepsOf } from "../lib/states.js";
import { labelOf } from "../views/labels.js";
import { problemWords } from "../views/problem.js";
import { stateWords } from "../views/state.js";
import { headView, writeView } from "../views/write.js";
import { offerKept, onSaveKey, resolveConflict, signInAgain, tellFailed } from "./asked.js";
import { beforeLeaving, main, part, say, show } from "./frame.js";
import { newKey } from "./keys.js";
import { isSure } from "./dialog.js";
import { putInto, typedIn } from "./form-fields.js";
import { History } from "./history.js";
import { listsFor } from "./lists-for.js";
import { mountFields } from "./mounted.js";
import { Preview } from "./preview.js";
import { Reading } from "./reading.js";
import { currentSite } from "./sites.js";
import { Steps } from "./steps.js";
import { uploadsFor } from "./uploading.js";

const KEEP_MS = 300;
/** How often it is asked whether somebody else has saved. */
const LOOK_MS = 25_000;

export async function screen(i18n, person, [type, id]) {
  const document = id ? await getDocument(type, id) : newDocument(type);
  const lists = await listsFor(document, person);
  const writer = new Writer(i18n, person, document, lists);
  const site = person.sites.length > 1 && siteName(person, writer.site);
  const isToRead = Boolean(document.id) && !mayWrite(document, person);
  show(writeView({ document, steps: writer.steps(), lists, site, isToRead }, i18n), i18n);
  await writer.wire();
}

function newDocument(type) {
  return { type, id: null, version: 0, content: {}, site: null, public: "none", stage: "draft", label: "", due: {}, live: null };
}

class Writer {
  constructor(i18n, person, document, lists) {
    Object.assign(this, { i18n, person, document, lists });
    this.creation = new Creation(newKey);
    this.timer = null;
    this.mounted = {};
    this.uploads = uploadsFor(() => this.site);
    this.saving = new Saving({
      send: (changes) => this.send(changes),
      tell: (state, error) => this.tell(state, error),
      after: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      // What is public as soon as it is saved is saved when somebody says so.
      isAsked: !isReviewed(document),
    });
  }

  get place() {
    return this.document.id ?? `new:${this.document.type}:${this.site}`;
  }

  /** The site that it is for. */
  get site() {
    return this.document.site ?? currentSite(this.person);
  }

  steps() {
    const { document } = this;
    if (document.id) return stepsOf(document, this.person);
    return isReviewed(document) ? [] : ["save"];
  }

  async wire() {
    this.path = new Steps(this);
    this.path.wire();
    new History(this, () => this.path.close()).wire();
    new Preview({
      i18n: this.i18n,
      save: () => this.saving.flush(),
      create: (hours) => createPreview(this.document, hours),
      revoke: (id) => revokePreview(this.document, id),
    }).wire();
    const form = part("write");
    if (!form) return;
    const { i18n, uploads } = this;
    this.mounted = mountFields(this.document, { i18n, uploads, tell: (changes) => this.changed(changes) });
    new Reading(this).wire();
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("compositionend", (event) => this.typed(event));
    form.addEventListener("submit", (event) => event.preventDefault());
    onSaveKey(() => this.saving.flush());
    addEventListener("online", () => this.saving.isAsked || this.saving.flush());
    addEventListener("beforeunload", (event) => !(this.saving.isClean && this.uploads.isDone) && event.preventDefault());
    addEventListener("pagehide", () => this.saving.isAsked || this.saving.flush());
    beforeLeaving(() => this.left());
    setInterval(() => this.look(), LOOK_MS);
    part("foot")?.begin(this);
    this.goTo(decodeURIComponent(location.hash.slice(1)));
    await this.offerKept();
  }

  /** A field that a keyboard is still composing in is left alone. */
  typed({ target, isComposing }) {
    const [name] = (target.name ?? "").split(".");
    const kind = !isComposing && !this.mounted[name] && kindOf(this.document.type, name);
    if (!kind) return;
    const { value, isWrong } = typedIn(part("write"), name, kind, this.lists);
    target.setAttribute("aria-invalid", String(Boolean(isWrong)));
    if (!isWrong) this.changed({ [name]: value });
  }

  changed(changes) {
    this.saving.changed(changes);
    part("foot")?.draw();
    if (this.timer === null) this.timer = setTimeout(() => this.keep(), KEEP_MS);
  }

  /** True when this machine now has all that the server does not. It waits for no pause: who types on is kept too. */
  async keep() {
    this.timer = null;
    const { unsaved } = this.saving;
    if (!Object.keys(unsaved).length) return true;
    return keepDraft(this.person.id, this.place, { changes: unsaved, ...this.creation.kept, at: nowInstant() });
  }

  async send(changes) {
    const rest = this.document.id ? changes : await this.create(changes);
    if (Object.keys(rest).length) this.take(await changeDocument(this.document, rest));
  }

  /** Gives what is still to be changed in what was made. */
  async create(changes) {
    const before = this.place;
    const { type } = this.document;
    const { content, lacking } = beginning(type, changes);
    if (lacking.length) throw Object.assign(new Error("incomplete"), { lacking });
    const { made, rest } = await this.creation.send({ ...content, site: this.site }, (first, key) => createDocument(type, first, key));
    this.take(made);
    history.replaceState(null, "", `/desk/viet/${type}/${made.id}`);
    await this.keep();
    await dropDraft(this.person.id, before);
    return rest;
  }

  /** The document as the server has it now; the fields stay as they are typed. */
  take(document) {
    this.document = document;
    setHtml(part("head"), headView({ document, steps: this.steps() }, this.i18n));
  }

  tell(state, error) {
    const { t, formatTime } = this.i18n;
    const place = part("saved");
    place.dataset.kind = state;
    if (state === "saving") this.keep();
    if (state === "saved") dropDraft(this.person.id, this.place);
    if (state === "failed") return this.tellFailed(error);
    const now = formatTime(nowInstant());
    place.textContent = { changed: t("saved.changed"), saving: t("saved.saving"), saved: t("saved.done", { time: now }) }[state];
  }

  /** That something is kept is said only once it is. */
  async tellFailed(error) {
    const { i18n, document: { type } } = this;
    if (error.status === 401) signInAgain(this);
    const isKept = await this.keep();
    if (error.status === 412) await resolveConflict(this, error.problem);
    const label = (name) => labelOf(type, name, i18n);
    const [at] = error.lacking ?? (error.problem?.errors ?? []).map(({ pointer }) => (pointer ?? "").split("/")[1]);
    const lacks = error.lacking ? i18n.t("saved.lacks", { fields: error.lacking.map(label).join(", ") }) : at && `${label(at)}: ${problemWords(error, i18n)}`;
    tellFailed(this, { error, lacks, at, isKept });
  }

  /** What this machine kept, where the server does not have it. */
  async offerKept() {
    const kept = await keptDraft(this.person.id, this.place);
    const differs = kept && Object.entries(kept.changes)
      .some(([name, value]) => JSON.stringify(value) !== JSON.stringify(this.document.content[name]));
    if (!differs) return;
    offerKept(this, kept, {
      take: () => {
        this.creation = new Creation(newKey, kept);
        this.fill(kept.changes);
        this.changed(kept.changes);
      },
      goOn: () => main().querySelector("textarea, input").focus(),
    });
  }

  /** Put values into their fields. */
  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const kind = kindOf(this.document.type, name);
      if (this.mounted[name]) this.mounted[name].set(value);
      else if (kind) putInto(part("write"), name, kind, value, this.lists);
    }
  }

  /** A field by its name, as what the portal lacks leads to. */
  goTo(name) {
    const field = name && main().querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!field) return;
    field.scrollIntoView();
    field.querySelector("input, select, textarea, [contenteditable], button")?.focus();
  }

  /** Somebody else's save is told before it gets in the way. */
  async look() {
    const { document } = this;
    if (!document.id || window.document.hidden || !this.saving.isClean) return;
    const now = await getDocument(document.type, document.id).catch(() => null);
    // What was done here meanwhile is newer than this answer.
    if (!now || now.version <= this.document.version || !this.saving.isClean) return;
    const isSaved = now.saved_at !== this.document.saved_at;
    if (isSaved) this.fill(now.content);
    this.take(now);
    say(isSaved ? this.i18n.t("saved.others", { name: now.edition.author.name }) : stateWords(now, this.i18n));
  }

  /** Before signing out: saved, or asked; then nothing stays on this machine. */
  async left() {
    const isSaved = this.saving.isAsked ? this.saving.isClean : await this.saving.flush();
    if (!isSaved && !(await isSure("saved.leave", this.i18n))) return false;
    this.saving.pending = {};
    await dropDraft(this.person.id, this.place);
    return true;
  }
}
