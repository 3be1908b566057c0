/** What the bar and the question of a page need scripts for; loaded once the page stands. */
import { recordRating } from "../api/views.js";

/** A film takes the place of the link to it, once that is pressed. */
function wireFilms(main) {
  for (const link of main.querySelectorAll("[data-film]")) {
    link.onclick = (event) => {
      event.preventDefault();
      const film = document.createElement("iframe");
      film.title = link.textContent.trim();
      film.allow = "autoplay; fullscreen; encrypted-media";
      film.referrerPolicy = "strict-origin-when-cross-origin";
      film.src = `https://www.youtube-nocookie.com/embed/${link.dataset.film}?autoplay=1`;
      link.parentNode.replaceChild(film, link);
      film.focus();
    };
  }
}

/** The item that the page shows is rated; a page of several, as the calendar, is of no `type`. */
export function wireTools(main, { type, id, language }, i18n) {
  wireFilms(main);
  const bar = main.querySelector(".share");
  if (!bar) return;
  const { url } = bar.dataset;
  const tell = (words) => {
    bar.querySelector("[data-share-status]").textContent = words;
  };
  const act = (name, action) => {
    bar.querySelector(`[data-${name}]`).onclick = action;
  };
  act("listen", ({ currentTarget }) => listen(main, currentTarget, { tell, language: language ?? "vi" }, i18n));
  act("print", () => print(main));
  act("save", () => {
    tell(i18n.t("share.save_how"));
    print(main);
  });
  act("share", (event) => share(event, { title: document.title, url }));
  act("copy", async () => tell(await copied(url) ? i18n.t("share.copied") : i18n.t("share.by_hand", { url })));
  bar.dataset.wired = "";
  if (type) wireRating(main.querySelector("[data-rating]"), { type, id }, i18n);
}

async function listen(main, button, { tell, language }, i18n) {
  const { toggle } = await import("./speech.js");
  toggle(main.querySelector("[data-text]"), button, { tell, language }, i18n);
}

/** The way from paper to what holds now is on it, however slow the line. */
async function print(main) {
  const code = main.querySelector("[data-code]");
  if (code) await code.decode().catch(() => {});
  window.print();
}

/** The device's own sheet, where Zalo is; without it the link leads to Zalo's own page. */
function share(event, shared) {
  if (!navigator.share) return;
  event.preventDefault();
  navigator.share(shared).catch(() => {});
}

/** In-app browsers often refuse: then the reader is shown what to copy. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A vote is sent at once; a reason, or a change of mind, takes its place. */
function wireRating(section, item, { t }) {
  const reasons = section.querySelector("[data-reasons]");
  section.onclick = ({ target }) => {
    const { useful, reason } = target.dataset;
    if (!useful && !reason) return;
    const isUseful = useful === "true";
    recordRating({ ...item, useful: isUseful, ...(reason && { reason }) });
    reasons.hidden = isUseful;
    const pressed = (each) => each === target || (reason && each.dataset.useful === "false");
    for (const each of section.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", String(Boolean(pressed(each))));
    section.querySelector("[data-rating-status]").textContent = t("rating.thanks");
  };
  section.dataset.wired = "";
}
