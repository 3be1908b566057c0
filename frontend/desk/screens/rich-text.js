/** `<rich-text>`, the field of a body: ProseMirror with the server's own allow-list, a toolbar, and the keys that people know. */
import { html, setHtml } from "../../lib/html.js";
import { bodyOf, tightened } from "../lib/body.js";
import { withoutStyles } from "../lib/pasting.js";
import { makeSchema } from "../lib/schema.js";
import { bodyView } from "../views/body.js";
import { linkView, readOnlyView, toolbarView } from "../views/rich-text.js";
import { part } from "./frame.js";
import { commandsOf, keysOf } from "./rich-commands.js";
import { nodeViews } from "./rich-nodes.js";
import { Pastes, plainSlice } from "./rich-paste.js";
import { Pictures, withPlaces } from "./rich-pictures.js";
import { Tables } from "./rich-tables.js";
import { isPhoto } from "./shrinking.js";

/** What sticks to the top and the bottom of the window never covers where somebody writes. */
const AROUND = { top: 160, right: 0, bottom: 112, left: 0 };
const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)./;

export class RichText extends HTMLElement {
  /** `tell` is given the body after each change; null is no editor: it cannot hold this body. */
  begin({ value, i18n, uploads, tell }) {
    const pm = globalThis.ProseMirror;
    if (!pm) return null;
    Object.assign(this, { i18n, uploads, tell, pm, schema: makeSchema(pm) });
    const parsed = this.parsed(value ?? "");
    if (bodyOf(parsed.toJSON()) !== tightened(value ?? "")) {
      setHtml(this, readOnlyView(value, i18n));
      return null;
    }
    this.pictures = new Pictures(this);
    this.pastes = new Pastes(this);
    this.tables = new Tables(this);
    this.mount(parsed);
    return this;
  }

  /** The document of a body that the server has sanitised. */
  parsed(body) {
    const holder = document.createElement("div");
    setHtml(holder, bodyView(body, true));
    return this.documentOf(holder);
  }

  documentOf(holder) {
    return this.pm.DOMParser.fromSchema(this.schema).parse(withPlaces(holder), { preserveWhitespace: true });
  }

  mount(parsed) {
    const { pm, i18n: { t } } = this;
    setHtml(this, toolbarView(this.i18n));
    const state = pm.EditorState.create({ doc: parsed, plugins: [pm.history(), pm.keymap(keysOf(this)), pm.keymap(pm.baseKeymap)] });
    this.view = new pm.EditorView(part("text"), {
      state,
      nodeViews: nodeViews(this),
      scrollThreshold: AROUND,
      scrollMargin: AROUND,
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": t("field.body_html"), lang: "vi", class: "text", spellcheck: "false" },
      dispatchTransaction: (change) => this.changed(change),
      handlePaste: (_view, event) => this.pasted(event),
      transformPastedHTML: withoutStyles,
      clipboardTextParser: (text, $context) => plainSlice(this, text, $context),
      handleDrop: (view, event) => this.dropped(view, event),
    });
    this.commands = commandsOf(this);
    part("toolbar").addEventListener("click", ({ target }) => this.press(target.closest("[data-do]")));
    part("toolbar").addEventListener("keydown", (event) => this.walk(event));
    part("tool").addEventListener("keydown", (event) => event.key === "Escape" && this.closeTool());
  }

  /** What an input method is still composing is told when it is done. */
  changed(change) {
    this.pastes.follow(change.mapping);
    this.view.updateState(this.view.state.apply(change));
    if (change.docChanged) this.tell(bodyOf(this.view.state.doc.toJSON()).normalize("NFC"));
  }

  /** Other words in place of these. */
  set(body) {
    const { view, pm } = this;
    const { state } = view;
    const change = state.tr.replace(0, state.doc.content.size, new pm.Slice(this.parsed(body).content, 0, 0));
    view.updateState(state.apply(change));
  }

  /** More words behind those that are there, and what these have lost on their way. */
  add(body, losses) {
    const { view: { state } } = this;
    const { size } = state.doc.content;
    const isEmpty = state.doc.childCount === 1 && !state.doc.firstChild.content.size;
    this.view.dispatch(state.tr.replaceWith(isEmpty ? 0 : size, size, this.parsed(body).content).scrollIntoView());
    this.pastes.told({ losses, missing: 0, isAlone: false });
  }

  /** Word hands a picture of the text beside the text: then the text is meant. */
  pasted({ clipboardData }) {
    const hasWords = /\S/.test(clipboardData.getData("text/plain"));
    if (!hasWords && this.take([...clipboardData.files])) return true;
    return this.pastes.take(clipboardData.getData("text/html"), this.view.input.shiftKey);
  }

  dropped(view, { clientX, clientY, dataTransfer }) {
    const found = view.posAtCoords({ left: clientX, top: clientY });
    const at = found && view.state.doc.resolve(found.pos);
    return this.take([...dataTransfer.files], at && (at.depth ? at.after(1) : at.pos));
  }

  /** Pictures become part of the text, other files hang below it. */
  take(files, at = null) {
    const others = files.filter((file) => !isPhoto(file));
    if (others.length && this.attach) this.attach(others);
    return this.pictures.take(files, at) || others.length > 0;
  }

  press(button) {
    if (!button) return;
    const { view } = this;
    this.closeTool();
    view.focus();
    this.commands[button.dataset.do](view.state, view.dispatch, view);
  }

  /** Arrows go along the toolbar, Escape leads back to the text. */
  walk(event) {
    const buttons = [...part("toolbar").querySelectorAll("button")];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.view.focus();
    if (!step) return;
    event.preventDefault();
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
  }

  closeTool() {
    if (!part("tool").firstElementChild) return;
    setHtml(part("tool"), html``);
    this.view.focus();
  }

  /** A link on what is selected; an empty address takes it away. */
  link() {
    const { schema: { marks }, i18n } = this;
    const { selection: { from, to, empty, $from }, doc } = this.view.state;
    if (empty) return true;
    const here = doc.rangeHasMark(from, to, marks.link) ? marks.link.isInSet($from.marksAcross(doc.resolve(to)) ?? []) : null;
    setHtml(part("tool"), linkView(here ? here.attrs.href : "https://", i18n));
    const input = part("tool").querySelector("input");
    const set = () => this.setLink({ from, to, href: input.value.trim() });
    input.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), set()));
    part("set-link").addEventListener("click", set);
    part("no-link").addEventListener("click", () => this.setLink({ from, to, href: "" }));
    input.focus();
    return true;
  }

  setLink({ from, to, href }) {
    const { view, schema: { marks }, i18n } = this;
    if (href && !ADDRESS.test(href)) {
      part("tool").querySelector("[data-wrong]").textContent = i18n.t("rich.address_wrong");
      return;
    }
    const change = view.state.tr.removeMark(from, to, marks.link);
    view.dispatch(href ? change.addMark(from, to, marks.link.create({ href })) : change);
    this.closeTool();
  }
}
