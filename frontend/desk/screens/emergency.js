/** An emergency: written, looked at and public with three taps beside the text; nothing is lost, nothing goes out twice. */
import { approversOf, changeDocument, checkDocument, createDocument, getDocument, step } from "../api/documents.js";
import { areasBefore } from "../api/notices.js";
import { now, nowInstant } from "../lib/clock.js";
import { Creation } from "../lib/creation.js";
import { emergencyOf, isSaid } from "../lib/emergency.js";
import { dropDraft, keepDraft, keptDraft } from "../lib/keeping.js";
import { siteName } from "../lib/sites.js";
import { PUBLISHER, rankOn } from "../lib/states.js";
import { emergencyDone, emergencyQuestion, emergencyView } from "../views/emergency.js";
import { offerKept, onSaveKey, signInAgain } from "./asked.js";
import { ask } from "./dialog.js";
import { main, onSave, part, say, show } from "./frame.js";
import { newKey } from "./keys.js";
import { onSubmit } from "./forms.js";
import { currentSite } from "./sites.js";

const KEEP_MS = 300;

export async function screen(i18n, person) {
  const site = currentSite(person);
  const isAlone = rankOn(person, site) >= PUBLISHER;
  show(emergencyView({ areas: await areasBefore(site), isAlone, site: person.sites.length > 1 && siteName(person, site) }, i18n), i18n);
  await new Emergency({ i18n, person, site, isAlone }).wire();
}

class Emergency {
  constructor(given) {
    Object.assign(this, given, { creation: new Creation(newKey), id: null, timer: null });
  }

  get place() {
    return `emergency:${this.site}`;
  }

  async wire() {
    const { i18n } = this;
    onSubmit("emergency", i18n, () => this.goOut().catch((error) => this.refused(error)));
    part("emergency").addEventListener("input", () => {
      if (this.timer === null) this.timer = setTimeout(() => this.keep(), KEEP_MS);
    });
    onSaveKey(async () => say(i18n.t(await this.keep() ? "saved.kept" : "saved.not_kept")));
    const goOn = () => main().querySelector("textarea").focus();
    const kept = await keptDraft(this.person.id, this.place);
    if (kept) offerKept(this, kept, { take: () => this.fill(kept), goOn });
    goOn();
  }

  /** What stands in the form. */
  get said() {
    const form = new FormData(part("emergency"));
    return { ...Object.fromEntries(form), areas: form.getAll("area") };
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = null;
    return keepDraft(this.person.id, this.place, { said: this.said, id: this.id, ...this.creation.kept, at: nowInstant() });
  }

  fill({ said, id, ...creation }) {
    Object.assign(this, { id, creation: new Creation(newKey, creation) });
    for (const control of part("emergency").elements) {
      if (control.name === "area") control.checked = said.areas.includes(control.value);
      else if (control.name in said) control.value = said[control.name];
    }
  }

  async goOut() {
    const { i18n, isAlone } = this;
    const { areas, ...said } = this.said;
    const content = emergencyOf(said, areas, now());
    if (!content.title) return tell(i18n.t("emergency.empty"));
    const document = await this.saved(content);
    if (document.stage !== "draft") return this.done(document);
    const findings = await checkDocument(document);
    const stopping = findings.filter((each) => !each.is_warning);
    if (stopping.length) return tell(stopping.map((each) => (i18n.language === "vi" ? each.detail_vi : each.detail)).join(" "));
    const asks = { title: i18n.t(isAlone ? "emergency.sure" : "panel.submission"), content: emergencyQuestion({ content, findings }, i18n), go: i18n.t(isAlone ? "go.publication" : "go.submission") };
    if (!(await ask(asks, i18n))) return undefined;
    const acknowledged = [...new Set(findings.map(({ code }) => code))];
    return this.done(await (isAlone ? step(document, "publication", { acknowledged }) : step(document, "submission")));
  }

  /** The same document however often it is tried; what is on its way already, though no answer said so, stays as it is. */
  async saved(content) {
    const { site } = this;
    if (!this.id) {
      const { made, rest } = await this.creation.send({ ...content, ...(site && { site }) }, (first, key) => createDocument("notice", first, key));
      this.id = made.id;
      await this.keep();
      return Object.keys(rest).length ? changeDocument(made, rest) : made;
    }
    const there = await getDocument("notice", this.id);
    return there.stage !== "draft" && isSaid(there.content, content) ? there : changeDocument(there, content);
  }

  async done(document) {
    clearTimeout(this.timer);
    await dropDraft(this.person.id, this.place);
    onSave(null);
    const approvers = await approversOf(document);
    show(emergencyDone({ document, approvers, address: `${location.origin}/desk/viet/notice/${document.id}` }, this.i18n), this.i18n);
    main().querySelector("h1").focus();
  }

  /** Who is signed in no more signs in over the page, and it goes on. */
  refused(error) {
    if (error.status !== 401) throw error;
    signInAgain({ ...this, saving: { flush: () => part("emergency").querySelector("button.primary").click() } });
  }
}

function tell(words) {
  part("wrong").textContent = words;
}
