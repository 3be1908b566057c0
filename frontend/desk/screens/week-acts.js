/** What a key or a button does with an entry of the week: told aloud, and taken back by one step. */
import { copyWeek } from "../api/calendar.js";
import { changed, copied, dayAfter, inSession, leftOut } from "../lib/planning.js";
import { problemWords } from "../views/problem.js";
import { skippedView } from "../views/week.js";
import { ask } from "./dialog.js";
import { say } from "./frame.js";
import { newKey } from "./keys.js";

/** `screen` is that of the week; `name` is what the table asks for, of the entry with this key. */
export function act(screen, name, key) {
  if (name === "wrong_hours") return say(screen.i18n.t("week.wrong_hours"));
  if (name === "undo") return undo(screen);
  const entry = screen.entries.find((each) => each.key === key);
  if (name === "cancel") return cancel(screen, entry);
  if (name === "copy") return copy(screen, entry);
  const [what, way] = name.split("_");
  return move(screen, entry, what, way === "before" ? -1 : 1);
}

function cancel(screen, { key }) {
  screen.put(leftOut(screen.entries, key));
  const isThere = screen.entries.find((each) => each.key === key);
  screen.grid.focusOn({});
  say(screen.i18n.t(!isThere ? "week.gone" : isThere.content.status === "cancelled" ? "week.cancelled" : "week.back"));
}

/** On the day below; on the last one there is none. */
function copy(screen, entry) {
  const { t } = screen.i18n;
  const made = copied(entry, newKey(), 1);
  if (made.content.date > screen.week.to) return say(t("week.last_day"));
  screen.put([...screen.entries, made]);
  screen.grid.focusOn({ key: made.key });
  return say(t("week.copied_below", { day: dayName(screen, made.content.date) }));
}

function move(screen, entry, what, by) {
  const { t } = screen.i18n;
  const date = dayAfter(entry.content.date, by);
  if (what === "day" && (date < screen.week.from || date > screen.week.to)) return say(t("week.last_day"));
  const changes = what === "day" ? { date } : inSession(entry, by);
  if (!Object.keys(changes).length) return undefined;
  screen.put(changed(screen.entries, entry.key, changes));
  screen.grid.focusOn({ key: entry.key });
  return say(what === "day" ? dayName(screen, date) : t(`session.${changes.session}`));
}

function dayName({ i18n }, date) {
  return i18n.formatWeekday(`${date}T12:00:00+07:00`);
}

/** One step back; what the server has made since keeps its id. */
export function undo(screen) {
  const { t } = screen.i18n;
  const last = screen.undone.pop();
  if (!last) return say(t("week.nothing_undone"));
  screen.put(last.map((each) => ({ ...each, id: screen.entries.find(({ key }) => key === each.key)?.id ?? null })), false);
  screen.grid.focusOn({});
  return say(t("undo.done"));
}

/** Last week's entries, weekday by weekday; what was left out is told. */
export async function copyLast(screen) {
  if (!screen.week.prev || !(await screen.saving.flush())) return;
  const { t } = screen.i18n;
  try {
    const answer = await copyWeek(screen.where, screen.week.prev, newKey());
    const before = screen.entries.length;
    screen.take(answer);
    say(t("week.copied", { count: screen.entries.length - before }));
    const { skipped } = answer.said;
    if (skipped.length) await ask({ title: t("week.skipped", { count: skipped.length }), content: skippedView(skipped, screen.i18n) }, screen.i18n);
  } catch (error) {
    if (error.name !== "ApiError") throw error;
    say(problemWords(error, screen.i18n));
  }
}
