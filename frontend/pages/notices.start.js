import { listNotices } from "../api/notices.js";
import { choiceOf } from "../components/notices/notices.js";
import { refusedAsMissing } from "./address.js";
import { setTitle, show, start } from "./frame.js";
import { notices as own } from "./notices.js";

const PAGE_SIZE = 20;

start(async ({ site: slug, i18n, main, frame, visit }) => {
  const { isPast, urgency, kind, area, cursor } = choiceOf(visit.query);
  const asked = { site: slug, active: !isPast, limit: PAGE_SIZE, urgency, kind, area, cursor };
  const [notices, site] = await Promise.all([listNotices(asked).catch(refusedAsMissing), frame.identity.catch(() => null)]);
  setTitle(i18n.t("notices.title"));
  show(main, own.view({ notices, site }, i18n, visit), i18n);
  if (site && site.areas.length) import("./my-area.js").then(({ wireArea }) => wireArea(main, site, i18n), () => {});
});
