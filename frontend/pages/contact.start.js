import { listOfficials } from "../api/sites.js";
import { contact } from "./contact.js";
import { setTitle, show, start } from "./frame.js";

start(async ({ site, i18n, main, frame }) => {
  const officials = listOfficials({ site }).catch(() => null);
  const found = { site: await frame.identity, officials: await officials };
  setTitle(i18n.t("menu.contact"));
  show(main, contact.view(found, i18n), i18n);
});
