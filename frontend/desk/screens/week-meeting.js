/** A week that others write too, or that this machine has kept: what only one has changed is put together, the rest is asked. */
import { html, setHtml } from "../../lib/html.js";
import { getWeek } from "../api/calendar.js";
import { keptDraft } from "../lib/keeping.js";
import { changed, inOrder, merged } from "../lib/planning.js";
import { problemWords } from "../views/problem.js";
import { conflictView } from "../views/write.js";
import { offerKept, sidesOf } from "./asked.js";
import { part, say } from "./frame.js";

/** `screen` is that of the week; somebody else has saved before it. True while it is asked who is right. */
export async function meet(screen) {
  const read = await getWeek(screen.where).catch((error) => say(problemWords(error, screen.i18n)));
  if (!read) return true;
  const { base, entries: mine } = screen;
  screen.take(read);
  const { entries, conflicts } = merged(base, mine, screen.base);
  screen.saving.pending = {};
  screen.entries = entries;
  screen.grid.show(entries);
  if (conflicts.length) return askBoth(screen, conflicts);
  say(screen.i18n.t("week.met"));
  screen.put(entries, false);
  await screen.saving.flush();
  return false;
}

function askBoth(screen, conflicts) {
  const title = (key) => screen.entries.find((each) => each.key === key).content.title;
  const fields = conflicts.map(({ key, name, mine, theirs }) => ({ ...sidesOf(name, mine, theirs), at: `${key} ${name}`, of: title(key), isMixed: false }));
  setHtml(part("asked"), conflictView("calendar_entry", fields, screen.i18n));
  part("conflict").addEventListener("submit", (event) => {
    event.preventDefault();
    const answers = new FormData(event.target);
    const own = conflicts.filter(({ key, name }) => answers.get(`${key} ${name}`) === "mine");
    setHtml(part("asked"), html``);
    screen.put(own.reduce((entries, { key, name, mine }) => changed(entries, key, { [name]: mine }), screen.entries));
    screen.saving.flush();
  });
  return true;
}

/** What this machine kept, where the server does not have it. */
export async function offerKeptWeek(screen) {
  const kept = await keptDraft(screen.person.id, screen.place);
  if (!kept) return;
  offerKept(screen, kept, {
    take: () => {
      const { entries, conflicts } = merged(kept.base, kept.entries, screen.entries);
      screen.put(entries);
      if (conflicts.length) askBoth(screen, conflicts);
    },
    goOn: () => screen.grid.focusOn({}),
  });
}

/** Somebody else's save is shown before it gets in the way. */
export async function look(screen) {
  const isBusy = () => !screen.saving.isClean || screen.grid.isEditing;
  if (document.hidden || isBusy()) return;
  const read = await getWeek(screen.where).catch(() => null);
  if (!read || read.tag === screen.tag || isBusy()) return;
  const unfinished = screen.entries.filter(({ id }) => !id);
  screen.take(read);
  screen.entries = inOrder([...screen.entries, ...unfinished]);
  screen.grid.show(screen.entries);
  say(screen.i18n.t("week.others"));
}
