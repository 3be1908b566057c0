/** What stands in an order that somebody chose: groups of those that stand beside each other, and which numbers change. */

/** The field that holds the number, by type. */
export const ORDERED = { banner: "order", page: "menu_order", category: "order", official: "order" };
const BEYOND = ["withdrawn"];

/** `[{name, items}]`: banners by their place, what has a parent below it, the others in one; `name` is a place or the parent's id. */
export function groupsOf(type, documents) {
  const there = documents.filter(({ public: shown, trashed_at: trashed }) => !trashed && !BEYOND.includes(shown));
  const known = new Set(there.map(({ id }) => id));
  const groups = new Map();
  for (const each of sorted(type, there)) {
    const { placement, parent } = each.content;
    const name = placement ?? (known.has(parent) ? parent : "");
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups].map(([name, items]) => ({ name, items }));
}

function sorted(type, documents) {
  const number = ({ content }) => content[ORDERED[type]] ?? 0;
  return [...documents].sort((one, other) => number(one) - number(other) || one.label.localeCompare(other.label, "vi"));
}

/** The items with one of them at another place; at the ends it stays. */
export function moved(items, from, to) {
  if (to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), items[from], ...rest.slice(to)];
}

/** `[{document, changes}]`: those whose number is another one now. */
export function renumbered(type, items) {
  const name = ORDERED[type];
  return items.map((document, index) => ({ document, changes: { [name]: index + 1 } })).filter(({ document, changes }) => document.content[name] !== changes[name]);
}
