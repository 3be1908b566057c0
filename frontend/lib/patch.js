/**
 * Makes what is in an element what it is to be, and leaves alone every node that is there already: with it stays what
 * a reader has typed, opened, marked or focused, and a picture that was fetched.
 */

/** By these an element is known again in another view; the others may differ. */
const OWN = ["id", "class", "name", "href", "src"];
const ELEMENT = 1;
/** A link that was shown leads on in the reader's language; it is still the same link. */
const LANGUAGE = /[?&]lang=[a-z]+(?=#|$)/;

/** `fresh` holds the new content, and is used up. What it marks `data-later` is filled by whoever marks it so. */
export function patch(element, fresh) {
  const { activeElement: focused } = element.ownerDocument;
  const place = alike(element, focused).indexOf(focused);
  fit(element, fresh);
  if (place >= 0 && !focused.isConnected) alike(element, focused)[place]?.focus({ preventScroll: true });
}

/** Those that are for the same as another, wherever they stand. */
function alike(element, other) {
  const isAlike = (each) => ["id", "name", "href"].every((name) => own(each, name) === own(other, name));
  return [...element.querySelectorAll(other.localName)].filter(isAlike);
}

function fit(element, fresh) {
  const rest = [...element.childNodes];
  for (const node of [...fresh.childNodes]) {
    const passed = rest.splice(0, indexOf(node, rest) + 1);
    const kept = passed.pop();
    passed.forEach((each) => each.remove());
    if (kept) update(kept, node);
    else element.insertBefore(node, rest[0] ?? null);
  }
  rest.forEach((each) => each.remove());
}

/** Which of the nodes is the same; a text is the same as the one in its place alone. */
function indexOf(node, nodes) {
  if (node.nodeType !== ELEMENT) return nodes[0]?.nodeType === node.nodeType ? 0 : -1;
  return nodes.findIndex((each) =>
    each.nodeName === node.nodeName && OWN.every((name) => own(each, name) === own(node, name)));
}

function own(element, name) {
  return element.getAttribute(name)?.replace(LANGUAGE, "") ?? null;
}

function update(kept, node) {
  if (node.nodeType !== ELEMENT) {
    if (kept.data.trim() !== node.data.trim()) kept.data = node.data;
    return;
  }
  const names = new Set([...kept.getAttributeNames(), ...node.getAttributeNames()]);
  // Whether it is open is the reader's.
  names.delete("open");
  for (const name of names) setAttribute(kept, name, node.getAttribute(name));
  if (!node.hasAttribute("data-later")) fit(kept, node);
}

function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
