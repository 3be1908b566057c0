/** An emergency: written, looked at and public with three taps beside the text; nothing is created twice. */
import { changeDocument, checkDocument, createDocument, step } from "../api/documents.js";
import { areasBefore } from "../api/notices.js";
import { now } from "../lib/clock.js";
import { emergencyOf } from "../lib/emergency.js";
import { siteName } from "../lib/sites.js";
import { PUBLISHER, rankOn } from "../lib/states.js";
import { emergencyDone, emergencyQuestion, emergencyView } from "../views/emergency.js";
import { ask } from "./dialog.js";
import { main, part, show } from "./frame.js";
import { newKey } from "./keys.js";
import { onSubmit } from "./forms.js";
import { currentSite } from "./sites.js";

export async function screen(i18n, person) {
  const site = currentSite(person);
  const isAlone = rankOn(person, site) >= PUBLISHER;
  show(emergencyView({ areas: await areasBefore(site), isAlone, site: person.sites.length > 1 && siteName(person, site) }, i18n), i18n);
  const emergency = { i18n, site, isAlone, key: newKey(), document: null };
  onSubmit("emergency", i18n, (said) => goOut(emergency, said));
  main().querySelector("textarea").focus();
}

async function goOut(emergency, said) {
  const { i18n, isAlone } = emergency;
  const areas = new FormData(part("emergency")).getAll("area");
  const content = emergencyOf(said, areas, now());
  if (!content.title) return tell(i18n.t("emergency.empty"));
  emergency.document = await saved(emergency, content);
  const findings = await checkDocument(emergency.document);
  const stopping = findings.filter((each) => !each.is_warning);
  if (stopping.length) return tell(stopping.map((each) => (i18n.language === "vi" ? each.detail_vi : each.detail)).join(" "));
  const asks = { title: i18n.t(isAlone ? "emergency.sure" : "panel.submission"), content: emergencyQuestion({ content, findings }, i18n), go: i18n.t(isAlone ? "go.publication" : "go.submission") };
  if (!(await ask(asks, i18n))) return undefined;
  return finish(emergency, findings);
}

/** The same document however often it is tried. */
function saved({ document, key, site }, content) {
  return document ? changeDocument(document, content) : createDocument("notice", { ...content, ...(site && { site }) }, key);
}

async function finish(emergency, findings) {
  const acknowledged = [...new Set(findings.map(({ code }) => code))];
  const { i18n, isAlone } = emergency;
  emergency.document = await (isAlone ? step(emergency.document, "publication", { acknowledged }) : step(emergency.document, "submission"));
  const { document } = emergency;
  show(emergencyDone({ document, address: `${location.origin}/desk/viet/notice/${document.id}` }, i18n), i18n);
  main().querySelector("h1").focus();
}

function tell(words) {
  part("wrong").textContent = words;
}
