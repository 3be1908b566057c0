/** What is shown where nothing is: fetched only there. */
import { get } from "../api/client.js";
import { currentSite } from "../api/sites.js";
import { nearOf, notFoundState } from "../components/not-found/not-found.js";
import { slugOf } from "./address.js";

/** So many words of an address, as a server asks. */
const WORDS = 4;

/** What may be meant: as the server has told it, else by the words of the address. Without an answer there is a form to ask with. */
export async function missing(main, i18n) {
  const isTold = main.querySelector(".page-state__search");
  return notFoundState(i18n, isTold ? told(main) : await asked());
}

function told(main) {
  return [...main.querySelectorAll(".page-state__near a")].map((link) => ({ href: link.getAttribute("href"), title: link.textContent }));
}

async function asked() {
  const q = slugOf(`/x${location.pathname}`).split("-").slice(0, WORDS).join(" ");
  if (q.length < 2) return [];
  return currentSite().then((site) => get("/v1/search", { site, q, limit: 5 })).then(({ items }) => nearOf(items), () => []);
}
