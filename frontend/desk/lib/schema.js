/** What a body may hold: the server's allow-list, as ProseMirror's nodes and marks. */
import { safeUrl } from "../../lib/html.js";

/** Words that stand in a cell, an item or a quote without a paragraph around them. */
const LINES = "(line | block)+";
const CELL = { colspan: { default: null }, rowspan: { default: null }, scope: { default: null } };
const MARKS = ["strong", "em", "u", "s", "sub", "sup", "code"];
const cell = (tag) => ({
  content: LINES, attrs: CELL, isolating: true, parseDOM: [{ tag, getAttrs: (dom) => given(dom, CELL) }],
  toDOM: ({ attrs }) => [tag, present(attrs), 0],
});

export function makeSchema({ Schema }) {
  return new Schema({ nodes: { ...BLOCKS, ...TABLES, ...INSIDE }, marks: { link: LINK, ...Object.fromEntries(MARKS.map(mark)) } });
}

const BLOCKS = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  line: { content: "inline*", toDOM: () => ["p", { class: "line" }, 0] },
  heading: {
    content: "inline*", group: "block", attrs: { level: { default: 2 } }, defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(4, Math.max(2, level)) } })),
    toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
  },
  blockquote: { content: LINES, group: "block", parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: {
    content: "list_item+", group: "block", attrs: { start: { default: null }, type: { default: null } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => given(dom, { start: 1, type: 1 }) }],
    toDOM: ({ attrs }) => ["ol", present(attrs), 0],
  },
  list_item: {
    content: LINES, attrs: { value: { default: null } }, defining: true,
    parseDOM: [{ tag: "li", getAttrs: (dom) => given(dom, { value: 1 }) }], toDOM: ({ attrs }) => ["li", present(attrs), 0],
  },
  code_block: { content: "text*", marks: "", code: true, group: "block", parseDOM: [{ tag: "pre", preserveWhitespace: "full" }], toDOM: () => ["pre", 0] },
  rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  figure: { content: "image+ caption?", group: "block", isolating: true, parseDOM: [{ tag: "figure" }], toDOM: () => ["figure", 0] },
  caption: { content: "inline*", parseDOM: [{ tag: "figcaption" }], toDOM: () => ["figcaption", 0] },
};

const TABLES = {
  table: { content: "table_title? table_head? table_body*", group: "block", isolating: true, parseDOM: [{ tag: "table" }], toDOM: () => ["table", 0] },
  table_title: { content: "inline*", parseDOM: [{ tag: "caption" }], toDOM: () => ["caption", 0] },
  table_head: { content: "table_row+", parseDOM: [{ tag: "thead" }], toDOM: () => ["thead", 0] },
  table_body: { content: "table_row+", parseDOM: [{ tag: "tbody" }], toDOM: () => ["tbody", 0] },
  table_row: { content: "(cell | header)+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
  cell: cell("td"),
  header: cell("th"),
};

const INSIDE = {
  text: { group: "inline" },
  /** One that has no `src` is a place for a picture, with the `key` of its file where that is on its way. */
  image: {
    inline: false, selectable: false, attrs: { src: { default: null }, alt: { default: null }, key: { default: null }, name: { default: "" } },
    parseDOM: [{ tag: "x-img", getAttrs: (dom) => ({ ...given(dom, { src: 1, alt: 1, key: 1 }), name: dom.getAttribute("name") ?? "" }) }],
    toDOM: ({ attrs }) => ["x-img", present(attrs)],
  },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};

const LINK = {
  attrs: { href: {}, rel: { default: null } }, inclusive: false,
  parseDOM: [{ tag: "a[href]", getAttrs: (dom) => safeUrl(dom.getAttribute("href")) !== null && given(dom, { href: 1, rel: 1 }) }], toDOM: ({ attrs }) => ["a", present(attrs), 0],
};
/** What others write for the same. */
const ALIASES = { strong: ["b"], em: ["i"], s: ["strike", "del"] };

function mark(tag) {
  const tags = [tag, ...(ALIASES[tag] ?? [])];
  return [tag, { parseDOM: tags.map((each) => ({ tag: each })), toDOM: () => [tag, 0] }];
}

function given(dom, names) {
  return Object.fromEntries(Object.keys(names).map((name) => [name, dom.getAttribute(name)]));
}

function present(attrs) {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null));
}
