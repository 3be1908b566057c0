/** How to reach the office: its identity and its leaders. */
import { contactView } from "../components/contact/contact.js";

export const contact = { at: ["/lien-he"], asks: { officials: "/v1/officials?site={site}&limit=100" }, view, head };

function view({ site, officials }, i18n) {
  return contactView(site, officials, i18n);
}

function head({ site }, { t }) {
  return { headline: t("menu.contact"), description: [site.name, site.address].filter(Boolean).join(", "), isOffice: true };
}
