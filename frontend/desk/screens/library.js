/** The library of a site, opened where something is chosen of it. */
import { appendHtml, html, setHtml } from "../../lib/html.js";
import { fileAddress, listMedia, replaceMedia, usesOf } from "../api/media.js";
import { libraryView, replacedView, usesView } from "../views/picture.js";
import { problemWords } from "../views/problem.js";
import { say } from "./frame.js";

const PAGE_SIZE = 24;
const PAUSE_MS = 300;
const WIDTH = 320;
const KIND = "image";

/** `choose` is given the item. */
export async function openLibrary(place, { i18n, site }, choose) {
  const library = new Library(place, i18n, site, choose);
  await library.find("");
  library.wire();
}

class Library {
  constructor(place, i18n, site, choose) {
    Object.assign(this, { i18n, site, choose });
    this.items = [];
    this.asked = 0;
    // Events of an earlier time went with their element.
    setHtml(place, html`<div></div>`);
    this.place = place.firstElementChild;
  }

  wire() {
    let timer = null;
    this.place.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(() => this.find(event.target.value), PAUSE_MS);
    });
    this.place.addEventListener("click", ({ target }) => this.pressed(target));
    this.place.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.place.querySelector("input").focus();
  }

  /** The last question alone counts. */
  async find(text, cursor = null) {
    const number = ++this.asked;
    try {
      const page = await listMedia({ kind: KIND, site: this.site, text: text.normalize("NFC"), limit: PAGE_SIZE, cursor });
      if (number !== this.asked) return;
      const items = page.items.map((each) => ({ ...each, shown: fileAddress(each.id, WIDTH) }));
      this.items = cursor ? [...this.items, ...items] : items;
      Object.assign(this, { text, next: page.next });
    } catch (error) {
      return say(problemWords(error, this.i18n));
    }
    this.show();
  }

  show() {
    const page = { items: this.items, next: this.next };
    setHtml(this.place, libraryView({ id: "library", kind: KIND, page, text: this.text, old: this.old }, this.i18n));
  }

  item(id) {
    return this.items.find((each) => each.id === id);
  }

  pressed(target) {
    const taken = target.closest("[data-take-media]");
    const asked = target.closest("[data-uses]");
    if (asked) this.uses(asked.dataset.uses);
    if (target.closest("[data-library-more]")) this.find(this.text, new URL(this.next, location.origin).searchParams.get("cursor"));
    if (target.closest("[data-library-close]")) this.close();
    const replaced = target.closest("[data-replace]");
    if (replaced) this.replacing(this.item(replaced.dataset.replace));
    if (target.closest("[data-replace-not]")) this.replacing(null);
    if (taken) this.take(this.item(taken.dataset.takeMedia));
  }

  /** The next that is taken stands in for `old`, and is not chosen. */
  replacing(old) {
    this.old = old;
    this.show();
    this.place.querySelector(old ? "[data-replace-not]" : "input").focus();
  }

  take(item) {
    if (this.old) return this.replace(item);
    this.close();
    this.choose(item);
  }

  async replace({ id }) {
    const { old } = this;
    try {
      const told = await replaceMedia({ ...old, site: this.site }, id);
      this.replacing(null);
      setHtml(this.place.querySelector(`[data-used="${old.id}"]`), replacedView(told, this.i18n));
    } catch (error) {
      say(problemWords(error, this.i18n));
    }
  }

  async uses(id) {
    const place = this.place.querySelector(`[data-used="${id}"]`);
    try {
      setHtml(place, html``);
      appendHtml(place, usesView(await usesOf(id, this.site), this.item(id), this.i18n));
    } catch (error) {
      say(problemWords(error, this.i18n));
    }
  }

  close() {
    this.place.remove();
  }
}
