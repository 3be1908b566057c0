import { listOfficials } from "../api/sites.js";
import { refusedAsMissing } from "./address.js";
import { setTitle, show, start } from "./frame.js";
import { leaders } from "./leaders.js";

start(async ({ site, i18n, main, visit }) => {
  const officials = await listOfficials({ site, cursor: visit.query.cursor }).catch(refusedAsMissing);
  setTitle(i18n.t("leaders.title"));
  show(main, leaders.view({ officials }, i18n, visit), i18n);
});
