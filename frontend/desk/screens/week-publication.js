/** Publishes a week as one, or hands it in: what goes out and how it is marked is shown first. */
import { html, setHtml } from "../../lib/html.js";
import { getWeek, publishWeek } from "../api/calendar.js";
import { step } from "../api/documents.js";
import { problemWords } from "../views/problem.js";
import { publicationView } from "../views/week.js";
import { onEscape, part, say, working } from "./frame.js";

/** `screen` is that of the week. Nothing is decided over words that are not saved. */
export async function openPublication(screen) {
  if (!(await screen.saving.flush())) return;
  const { canPublish, i18n, week } = screen;
  const pending = screen.entries.filter(({ id, is_pending: isPending, stage }) => id && isPending && (canPublish || stage === "draft"));
  const panel = part("panel");
  setHtml(panel, publicationView({ pending, wasPublic: week.was_public, canPublish }, i18n));
  panel.hidden = false;
  part("head").dataset.busy = "";
  const form = part("week-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    working(form.querySelector("[data-go]"), () => (canPublish ? publish(screen, form) : handIn(screen, pending)));
  });
  part("close").addEventListener("click", close);
  onEscape(panel, close);
  panel.focus();
}

function close() {
  setHtml(part("panel"), html``);
  part("panel").hidden = true;
  delete part("head").dataset.busy;
  part("go-out").focus();
}

async function publish(screen, form) {
  const { i18n, where, tag } = screen;
  const boxes = [...form.querySelectorAll("[name=acknowledged]")];
  if (boxes.some((box) => !box.checked)) return tell(i18n.t("week.tick_all"));
  const acknowledged = [...new Set(boxes.map(({ value }) => value))];
  try {
    screen.take(await publishWeek(where, { marks: !new FormData(form).has("unmarked"), acknowledged }, tag));
  } catch (error) {
    return refused(error, screen);
  }
  close();
  return say(i18n.t("week.published"));
}

/** Each entry by itself, as an editor hands in anything. */
async function handIn(screen, pending) {
  try {
    for (const { id, version } of pending) await step({ type: "calendar_entry", id, version }, "submission");
    close();
    say(screen.i18n.t("done.submission"));
  } catch (error) {
    refused(error, screen);
  }
  screen.take(await getWeek(screen.where));
}

function refused(error, { i18n }) {
  if (error.name !== "ApiError") throw error;
  tell(problemWords(error, i18n));
}

function tell(words) {
  part("week-form").querySelector("[data-wrong]").textContent = words;
}
