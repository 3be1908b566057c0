/** What is pasted: read by the server as it would store it, put where the cursor was, and what was lost is said. */
import { html, setHtml } from "../../lib/html.js";
import { readPaste } from "../api/pastes.js";
import { cutAtPlaces, isOwn, paragraphsOf, withoutPictures, withoutStyles } from "../lib/pasting.js";
import { bodyView, pastedView } from "../views/body.js";
import { pasteView, pastingView } from "../views/paste.js";
import { part } from "./frame.js";

const NOTHING_LOST = { losses: [], missing: 0, isAlone: false };
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, pre, figcaption, caption";

export class Pastes {
  constructor(rich) {
    this.rich = rich;
    this.places = [];
    this.said = NOTHING_LOST;
    this.last = Promise.resolve();
  }

  /** True when it is seen to; the editor itself takes what was copied here, and bare text. */
  take(pasted, isPlain) {
    if (!pasted || isPlain || isOwn(pasted)) return false;
    const { from, to } = this.rich.view.state.selection;
    const place = { from, to };
    this.places.push(place);
    setHtml(part("pasted"), pastingView(this.rich.i18n));
    this.last = this.last.then(() => this.read(pasted, place));
    return true;
  }

  /** What is typed meanwhile stands behind it. */
  follow(mapping) {
    for (const each of this.places) Object.assign(each, { from: mapping.map(each.from, -1), to: mapping.map(each.to, -1) });
  }

  async read(pasted, place) {
    const { html: marked, pictures } = withoutPictures(pasted);
    const read = await readPaste(marked).catch(() => null);
    const holder = document.implementation.createHTMLDocument("").createElement("div");
    setHtml(holder, read ? bodyView(read.body_html, true) : pastedView(withoutStyles(marked)));
    const missing = this.placed(holder, pictures);
    this.insert(this.rich.documentOf(holder), place);
    this.places = this.places.filter((each) => each !== place);
    this.told({ losses: read ? read.losses : [], isAlone: !read, missing });
  }

  /** Each picture in a figure of its own behind the words that it stood in; how many are only places. */
  placed(holder, pictures) {
    const walker = holder.ownerDocument.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) this.cut(text, pictures, holder);
    return pictures.filter(({ data }) => !data).length;
  }

  cut(text, pictures, holder) {
    const parts = cutAtPlaces(text.data);
    if (parts.length < 2) return;
    const block = text.parentElement.closest(BLOCKS);
    let behind = block && holder.contains(block) ? block : text;
    for (const number of parts.filter((each) => typeof each === "number" && pictures[each - 1])) {
      const figure = this.figure(holder.ownerDocument, pictures[number - 1]);
      behind.after(figure);
      behind = figure;
    }
    text.data = parts.filter((each) => typeof each === "string").join("");
    if (block && !block.textContent.trim()) block.remove();
  }

  figure(inert, { name, type, data }) {
    const image = inert.createElement("x-img");
    image.setAttribute("name", name);
    if (data) image.setAttribute("key", this.rich.uploads.add(fileOf(type, data, name)).key);
    const figure = inert.createElement("figure");
    figure.append(image);
    return figure;
  }

  insert(parsed, { from, to }) {
    const { pm, view } = this.rich;
    const { content } = parsed;
    const open = (node) => Number(Boolean(node) && node.type.name === "paragraph");
    const change = view.state.tr.replaceRange(from, to, new pm.Slice(content, open(content.firstChild), open(content.lastChild)));
    view.dispatch(change.scrollIntoView());
  }

  /** Of several pastes all of it, until somebody has seen it. */
  told({ losses, missing, isAlone }) {
    const { said } = this;
    this.said = { losses: [...said.losses, ...losses], missing: said.missing + missing, isAlone: said.isAlone || isAlone };
    if (this.places.length) return;
    // What listened to an earlier note goes with it.
    setHtml(part("pasted"), html``);
    setHtml(part("pasted"), pasteView(this.said, this.rich.i18n));
    const place = part("pasted").firstElementChild;
    if (place) place.addEventListener("click", ({ target }) => this.pressed(target));
  }

  pressed(target) {
    if (target.closest("[data-paste-close]")) this.seen();
    if (target.closest("[data-next-place]")) this.nextPlace();
    const lost = target.closest("[data-after]");
    if (lost) this.goBehind(lost.dataset.after);
  }

  seen() {
    this.said = NOTHING_LOST;
    setHtml(part("pasted"), html``);
  }

  nextPlace() {
    const places = [...this.rich.view.dom.querySelectorAll(".picture__place")];
    const next = places[(this.shown = ((this.shown ?? -1) + 1) % Math.max(1, places.length))];
    if (next) next.closest(".picture").querySelector("input, button").focus();
  }

  /** Where these words stand in the text. */
  goBehind(words) {
    const { view, pm } = this.rich;
    let at = null;
    view.state.doc.descendants((node, pos) => {
      if (at === null && node.isTextblock && node.textContent.includes(words)) at = pos + 1;
    });
    if (at === null) return;
    view.focus();
    view.dispatch(view.state.tr.setSelection(pm.TextSelection.create(view.state.doc, at)).scrollIntoView());
  }
}

/** Bare text with its lines, as Zalo hands it over. */
export function plainSlice({ pm, schema: { nodes } }, text, $context) {
  const words = (line) => (line ? [$context.doc.type.schema.text(line, $context.marks())] : []);
  const inside = (lines) => lines.flatMap((line, index) => (index ? [nodes.hard_break.create(), ...words(line)] : words(line)));
  const paragraphs = paragraphsOf(text).map((lines) => nodes.paragraph.create(null, inside(lines)));
  return new pm.Slice(pm.Fragment.from(paragraphs), paragraphs.length ? 1 : 0, paragraphs.length ? 1 : 0);
}

function fileOf(type, data, name) {
  const bytes = Uint8Array.from(atob(data.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  return new File([bytes], name || `anh-dan.${type.split("/")[1]}`, { type });
}
