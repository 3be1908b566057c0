/** The field of a body: ProseMirror with the server's own allow-list, a toolbar, and the keys that people know. */
import { setHtml } from "../../lib/html.js";
import { bodyOf, tightened } from "../lib/body.js";
import { makeSchema } from "../lib/schema.js";
import { bodyView } from "../views/body.js";
import { readOnlyView, toolbarView } from "../views/rich-text.js";
import { part } from "./frame.js";

const MARK_KEYS = { strong: "Mod-b", em: "Mod-i", u: "Mod-u" };
const LEVELS = [2, 3, 4];

export class RichText {
  /** `tell` is given the body after each change; null is no editor: it cannot hold this body. */
  static in(place, body, i18n, tell) {
    const { ProseMirror } = globalThis;
    if (!ProseMirror) return null;
    const editor = new RichText(ProseMirror, place, i18n, tell);
    const parsed = editor.parsed(body);
    if (bodyOf(parsed.toJSON()) !== tightened(body)) {
      setHtml(place, readOnlyView(body, i18n));
      return null;
    }
    editor.mount(parsed);
    return editor;
  }

  constructor(pm, place, i18n, tell) {
    Object.assign(this, { pm, place, i18n, tell });
    this.schema = makeSchema(pm);
  }

  /** The document of a body that the server has sanitised. */
  parsed(body) {
    const holder = document.createElement("div");
    setHtml(holder, bodyView(body, true));
    return this.pm.DOMParser.fromSchema(this.schema).parse(holder, { preserveWhitespace: true });
  }

  mount(parsed) {
    const { pm, i18n: { t } } = this;
    setHtml(this.place, toolbarView(this.i18n));
    const state = pm.EditorState.create({ doc: parsed, plugins: [pm.history(), pm.keymap(this.keys()), pm.keymap(pm.baseKeymap)] });
    this.view = new pm.EditorView(part("text"), {
      state,
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": t("field.body_html"), lang: "vi", class: "text", spellcheck: "false" },
      dispatchTransaction: (change) => this.changed(change),
    });
    this.commands = this.buttons();
    part("toolbar").addEventListener("click", ({ target }) => this.press(target.closest("[data-do]")));
    part("toolbar").addEventListener("keydown", (event) => this.walk(event));
  }

  /** What an input method is still composing is told when it is done. */
  changed(change) {
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

  keys() {
    const { pm, schema: { nodes, marks } } = this;
    const keys = { "Mod-z": pm.undo, "Mod-y": pm.redo, "Mod-Shift-z": pm.redo, "Mod-k": () => this.link() };
    for (const [name, key] of Object.entries(MARK_KEYS)) keys[key] = pm.toggleMark(marks[name]);
    for (const level of LEVELS) keys[`Mod-Alt-${level}`] = pm.setBlockType(nodes.heading, { level });
    keys["Mod-Alt-0"] = pm.setBlockType(nodes.paragraph);
    keys.Enter = pm.chainCommands(() => this.leaveList(), pm.splitListItem(nodes.list_item));
    keys["Mod-]"] = pm.sinkListItem(nodes.list_item);
    keys["Mod-["] = pm.liftListItem(nodes.list_item);
    keys["Shift-Enter"] = (state, dispatch) => Boolean(dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()))) || true;
    keys["Alt-F10"] = () => Boolean(part("toolbar").querySelector("button").focus()) || true;
    return keys;
  }

  buttons() {
    const { pm, schema: { nodes, marks } } = this;
    return {
      strong: pm.toggleMark(marks.strong), em: pm.toggleMark(marks.em), link: () => this.link(),
      h2: pm.setBlockType(nodes.heading, { level: 2 }), h3: pm.setBlockType(nodes.heading, { level: 3 }),
      text: pm.setBlockType(nodes.paragraph), ul: this.list(nodes.bullet_list), ol: this.list(nodes.ordered_list),
      quote: pm.wrapIn(nodes.blockquote), lift: pm.lift, undo: pm.undo, redo: pm.redo,
    };
  }

  /** Items hold their words without a paragraph around them. */
  list(type) {
    const { pm, schema: { nodes } } = this;
    const bare = (change) => change.doc.nodesBetween(change.selection.from, change.selection.to, (node, at, parent) => {
      if (node.type === nodes.paragraph && parent.type === nodes.list_item) change.setNodeMarkup(at, nodes.line);
    });
    return (state, dispatch) => pm.wrapInList(type)(state, (change) => {
      bare(change);
      dispatch(change);
    });
  }

  /** Enter in an empty item ends the list. */
  leaveList() {
    const { pm, view, schema: { nodes } } = this;
    const { $from } = view.state.selection;
    const isItem = $from.parent.type === nodes.line && $from.node(-1).type === nodes.list_item;
    if (!isItem || $from.parent.content.size) return false;
    view.dispatch(view.state.tr.setNodeMarkup($from.before(), nodes.paragraph));
    return pm.liftListItem(nodes.list_item)(view.state, view.dispatch);
  }

  press(button) {
    if (!button) return;
    const { view } = this;
    this.commands[button.dataset.do](view.state, view.dispatch, view);
    view.focus();
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

  /** A link on what is selected; an empty address takes it away. */
  link() {
    const { view, schema: { marks } } = this;
    const { from, to, empty } = view.state.selection;
    if (empty) return true;
    const href = prompt(this.i18n.t("rich.address"), "https://");
    if (href === null) return true;
    const change = view.state.tr.removeMark(from, to, marks.link);
    view.dispatch(/^(?:https?|mailto|tel):./.test(href.trim()) ? change.addMark(from, to, marks.link.create({ href: href.trim() })) : change);
    return true;
  }
}
