/** The home of the desk. */
import { listDocuments } from "../api/documents.js";
import { completenessOf, viewsOf } from "../api/portal.js";
import { now } from "../lib/clock.js";
import { sorted } from "../lib/home.js";
import { homeView } from "../views/home.js";
import { countWaiting, show } from "./frame.js";
import { isFirstDay, wireFirstDay } from "./help.js";
import { currentSite } from "./sites.js";

const WEEK_MS = 7 * 86_400_000;
const LIST = 100;

export async function screen(i18n, person) {
  const site = currentSite(person);
  const [waiting, due, lacks, views] = await Promise.all([
    listDocuments({ waiting: "me", limit: LIST }),
    listDocuments({ due_before: new Date(now() + WEEK_MS).toISOString(), limit: LIST }),
    // What is only to know keeps nobody from the work.
    site ? completenessOf(site).catch(() => null) : null,
    viewsOf(site).catch(() => null),
  ]);
  show(homeView({ person, isFirst: isFirstDay(person), waiting, due, lacks, views, site }, i18n), i18n);
  wireFirstDay(person);
  countWaiting(sorted(waiting.items).first.length);
}
