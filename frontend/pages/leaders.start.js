import { listOfficials } from "../api/sites.js";
import { setTitle, show, start } from "./frame.js";
import { leaders } from "./leaders.js";

start(async ({ site, i18n, main }) => {
  const officials = await listOfficials({ site });
  setTitle(i18n.t("leaders.title"));
  show(main, leaders.view({ officials }, i18n), i18n);
});
