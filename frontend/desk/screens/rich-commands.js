/** What the toolbar and the keys of the text do. */
import { part } from "./frame.js";

const MARK_KEYS = { strong: "Mod-b", em: "Mod-i", u: "Mod-u" };
const MARKS = ["strong", "em", "s", "sub", "sup"];
const LEVELS = [2, 3, 4];

/** By key, as ProseMirror's keymap takes them. */
export function keysOf(rich) {
  const { pm, schema: { nodes, marks } } = rich;
  const keys = { "Mod-z": pm.undo, "Mod-y": pm.redo, "Mod-Shift-z": pm.redo, "Mod-k": () => rich.link() };
  for (const [name, key] of Object.entries(MARK_KEYS)) keys[key] = pm.toggleMark(marks[name]);
  for (const level of LEVELS) keys[`Mod-Alt-${level}`] = pm.setBlockType(nodes.heading, { level });
  keys["Mod-Alt-0"] = pm.setBlockType(nodes.paragraph);
  keys.Enter = pm.chainCommands(leavesList(rich), leavesBlock(rich, [nodes.caption, nodes.table_title]), pm.splitListItem(nodes.list_item));
  keys["Mod-Enter"] = leavesBlock(rich);
  keys.Tab = () => rich.tables.walk(1);
  keys["Shift-Tab"] = () => rich.tables.walk(-1);
  keys["Mod-]"] = pm.sinkListItem(nodes.list_item);
  keys["Mod-["] = pm.liftListItem(nodes.list_item);
  keys["Shift-Enter"] = (state, dispatch) => Boolean(dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()))) || true;
  keys["Alt-F10"] = () => Boolean(part("toolbar").querySelector("button").focus()) || true;
  return keys;
}

/** By the name of the button. */
export function commandsOf(rich) {
  const { pm, schema: { nodes, marks } } = rich;
  const heading = (level) => [`h${level}`, pm.setBlockType(nodes.heading, { level })];
  return {
    ...Object.fromEntries(MARKS.map((name) => [name, pm.toggleMark(marks[name])])),
    ...Object.fromEntries(LEVELS.map(heading)),
    text: pm.setBlockType(nodes.paragraph), ul: list(rich, nodes.bullet_list), ol: list(rich, nodes.ordered_list),
    quote: pm.wrapIn(nodes.blockquote), lift: pm.lift, undo: pm.undo, redo: pm.redo,
    link: () => rich.link(), image: () => rich.pictures.choose(part("tool")), table: () => rich.tables.open(),
    rule: (state, dispatch) => dispatch(state.tr.replaceSelectionWith(nodes.rule.create())),
  };
}

/** Items hold their words without a paragraph around them. */
function list({ pm, schema: { nodes } }, type) {
  const bare = (change) => change.doc.nodesBetween(change.selection.from, change.selection.to, (node, at, parent) => {
    if (node.type === nodes.paragraph && parent.type === nodes.list_item) change.setNodeMarkup(at, nodes.line);
  });
  return (state, dispatch) => pm.wrapInList(type)(state, (change) => {
    bare(change);
    dispatch(change);
  });
}

/** Enter in an empty item ends the list. */
function leavesList({ pm, schema: { nodes } }) {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    const isItem = $from.parent.type === nodes.line && $from.node(-1).type === nodes.list_item;
    if (!isItem || $from.parent.content.size) return false;
    dispatch(state.tr.setNodeMarkup($from.before(), nodes.paragraph));
    return pm.liftListItem(nodes.list_item)(view.state, dispatch);
  };
}

/** Goes on below the table or picture that the cursor stands in; `types` are where a bare Enter means it. */
function leavesBlock({ pm, schema: { nodes } }, types = null) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (!$from.depth || (types && !types.includes($from.parent.type))) return false;
    const at = $from.after(1);
    const change = state.tr.insert(at, nodes.paragraph.create());
    dispatch(change.setSelection(pm.TextSelection.create(change.doc, at + 1)).scrollIntoView());
    return true;
  };
}
