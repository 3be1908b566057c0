import { listNotices } from "../api/notices.js";
import { choiceOf } from "../components/notices/notices.js";
import { refusedAsMissing } from "./address.js";
import { setTitle, show, start } from "./frame.js";
import { notices as own } from "./notices.js";

const PAGE_SIZE = 20;

start(async ({ site, i18n, main, visit }) => {
  const { isPast, urgency, kind, cursor } = choiceOf(visit.query);
  const asked = { site, active: !isPast, limit: PAGE_SIZE, urgency, kind, cursor };
  const notices = await listNotices(asked).catch(refusedAsMissing);
  setTitle(i18n.t("notices.title"));
  show(main, own.view({ notices }, i18n, visit), i18n);
});
