/** The notices that the address asks for. */
import { listNotices } from "../api/notices.js";
import { choiceOf, noticesView } from "../components/notices/notices.js";
import { refusedAsMissing } from "./address.js";
import { setTitle, show, start } from "./frame.js";

const PAGE_SIZE = 20;

start(async ({ site, i18n, main }) => {
  const choice = choiceOf(location.search);
  const { isPast, urgency, kind, cursor } = choice;
  const asked = { site, active: !isPast, limit: PAGE_SIZE, urgency, kind, cursor };
  const page = await listNotices(asked).catch(refusedAsMissing);
  setTitle(i18n.t("notices.title"));
  show(main, noticesView(page, choice, i18n), i18n);
});
