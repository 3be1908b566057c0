/** The desk: shows the screen of this address. */
import { listDocuments } from "./api/documents.js";
import { me } from "./api/people.js";
import { ApiError, hand } from "./api/client.js";
import { sorted } from "./lib/home.js";
import { draftsOf, dropDraftsOf } from "./lib/keeping.js";
import { accountScreen } from "./screens/account.js";
import { barView } from "./views/bar.js";
import { isSure } from "./screens/dialog.js";
import { wireHelp } from "./screens/help.js";
import { linkScreen } from "./screens/link.js";
import { listScreen } from "./screens/list.js";
import { problemView } from "./views/problem.js";
import { beforeLeaving, countWaiting, show, showBar, wireSaveKey, words } from "./screens/frame.js";
import { signInScreen } from "./screens/sign-in.js";
import { currentSite } from "./screens/sites.js";

/** By the first part of the address below /desk/. */
const SCREENS = { "noi-dung": listScreen, "tai-khoan": accountScreen };
const MOST_WAITING = 100;
const LOOK_MS = 300_000;
/** Whoever comes here is not signed in yet. */
const DOORS = { vao: signInScreen, moi: linkScreen };
/** By now the script of the room has run, which stands behind this one (`api/web/desk.py`). */
const isWhole = new Promise((go) => addEventListener("DOMContentLoaded", go));

hand(JSON.parse(document.querySelector("#handed").textContent));
words().then(begin, tellUnread);

/** Without its words a screen says nothing: the page has a sentence of its own. */
function tellUnread() {
  document.querySelector("[data-unread]").hidden = false;
  document.querySelector("main").removeAttribute("aria-busy");
}

async function begin(i18n) {
  wireSaveKey(i18n);
  const parts = location.pathname.replace(/^\/desk\/?/, "").split("/");
  try {
    if (DOORS[parts[0]]) return DOORS[parts[0]](i18n);
    const person = await me();
    showBar(barView(person, currentSite(person), i18n), i18n);
    wireHelp(i18n);
    await isWhole;
    await (SCREENS[parts[0]] ?? globalThis.room.screen)(i18n, person, parts.slice(1));
    // Home has just counted.
    if (parts[0]) lookForWaiting();
    setInterval(lookForWaiting, LOOK_MS);
    beforeLeaving(() => leaveNothing(person.id, i18n));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) return location.replace(`/desk/vao?ve=${encodeURIComponent(location.pathname + location.search)}`);
    show(problemView(error, i18n), i18n);
  }
}

/** Where no answer comes the last number stays. */
async function lookForWaiting() {
  const waiting = await listDocuments({ waiting: "me", limit: MOST_WAITING }).catch(() => null);
  if (waiting) countWaiting(sorted(waiting.items).first.length);
}

/** Whoever signs in next at this machine finds nothing of it. */
async function leaveNothing(person, i18n) {
  const kept = await draftsOf(person);
  if (kept.length && !(await isSure("saved.leave", i18n))) return false;
  await dropDraftsOf(person);
  return true;
}
