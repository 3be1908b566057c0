/** What the reader has chosen, in this address or on this device: the language of the frame, and how it looks. */
import { SIZES } from "../components/site-header/site-header.js";
import { config } from "../config.js";
import { LANGUAGES } from "../lib/i18n.js";

const USUAL = "usual";

/** The language of this page: as the address says (then the device keeps it), as was kept, or as config.js says. */
export function chosenLanguage() {
  const named = known(new URLSearchParams(location.search).get("lang"));
  if (named) keep("language", named);
  return named ?? known(kept("language")) ?? config.language;
}

/** Own links in `root` lead to pages in this language too: where a device keeps nothing, and when they are shared. */
export function keepLanguage(root, language) {
  if (language === config.language) return;
  for (const link of root.querySelectorAll("a[href^='/']:not([hreflang]):not([href^='/media/'])")) {
    link.setAttribute("href", addressIn(language, link.href));
  }
}

/** An address of this site, in a language. */
export function addressIn(language, address) {
  const url = new URL(address);
  url.searchParams.set("lang", language);
  return url.pathname + url.search + url.hash;
}

/** Letters and colours: the header's controls, at what was chosen before (early.js has applied it). */
export function wireDisplay(header) {
  const theme = header.querySelector("[data-theme-choice]");
  theme.value = chosen().theme ?? "auto";
  theme.onchange = () => choose("theme", theme.value === "auto" ? undefined : theme.value);
  const buttons = [...header.querySelectorAll("[data-step]")];
  for (const button of buttons) {
    button.onclick = () => {
      choose("size", stepped(Number(button.dataset.step)));
      markIdle(buttons);
    };
  }
  markIdle(buttons);
}

function known(language) {
  return LANGUAGES.includes(language) ? language : null;
}

function chosen() {
  return kept("display") ?? {};
}

function size() {
  return document.documentElement.dataset.size ?? USUAL;
}

/** The next size in a direction; 0 is the way back. */
function stepped(step) {
  const last = SIZES.length - 1;
  const found = step ? SIZES[Math.min(Math.max(SIZES.indexOf(size()) + step, 0), last)] : USUAL;
  return found === USUAL ? undefined : found;
}

/** `undefined` is what everybody has. */
function choose(name, value) {
  keep("display", { ...chosen(), [name]: value });
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
}

/** A step that leads nowhere says so, and keeps the focus. */
function markIdle(buttons) {
  const index = SIZES.indexOf(size());
  for (const button of buttons) {
    const step = Number(button.dataset.step);
    button.setAttribute("aria-disabled", String(step ? !SIZES[index + step] : size() === USUAL));
  }
}

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(`congxa.${name}`));
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(`congxa.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing: the choice holds for this page alone.
  }
}
