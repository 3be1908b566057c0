/** How to reach the office: its identity and its leaders. */
import { listOfficials } from "../api/sites.js";
import { contactView } from "../components/contact/contact.js";
import { setTitle, show, start } from "./frame.js";

start(async ({ site, i18n, main, frame }) => {
  const officials = listOfficials({ site }).then(({ items }) => items, () => null);
  const identity = await frame.identity;
  setTitle(i18n.t("menu.contact"));
  show(main, contactView(identity, await officials, i18n), i18n);
});
