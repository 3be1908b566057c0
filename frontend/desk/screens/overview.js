/** What waits, what lacks and who was active last in each portal of somebody who works for several. */
import { overviewOfSites } from "../api/portal.js";
import { overviewView } from "../views/overview.js";
import { show } from "./frame.js";

export async function screen(i18n) {
  show(overviewView((await overviewOfSites()).items, i18n), i18n);
}
