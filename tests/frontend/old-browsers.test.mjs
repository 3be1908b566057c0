import assert from "node:assert/strict";
import test from "node:test";
import { deskFiles, deskModules, files, modules } from "./sources.mjs";

/** What Chromium 80, Safari 13.1 or Firefox 78 cannot read, or do not have. */
const TOO_NEW = {
  "logical assignment": /(?:\?\?|\|\||&&)=/,
  "private members": /(?<![\w"'`/#&=(])#[a-z_]\w*(?=\s*[=;(])|this\.#/,
  "fields of classes": /\bclass [^{\n]*\{\n(?:\n|  (?:static )?#?\w+(?: = .*)?;$)/m,
  ".at()": /\.at\(/,
  "findLast()": /\.findLast(?:Index)?\(/,
  "replaceAll()": /\.replaceAll\(/,
  "replaceChildren()": /\.replaceChildren\(/,
  "Object.hasOwn()": /Object\.hasOwn\(/,
  "structuredClone()": /structuredClone\(/,
  "static blocks": /\bstatic \{/,
  "await outside of a function": /^await /m,
  lookbehind: /\(\?<[=!]/,
  "lists in :not()": /:not\([^()]*,/,
  "toSorted() and its like": /\.to(?:Sorted|Reversed|Spliced)\(/,
  "AbortSignal without a question": /AbortSignal\.(?:timeout|any)\(/,
};
const SAMPLES = ["a ??= 1;", "  #left;", "class A {\n  since = 0;", "x.at(-1)", "x.findLast((y) => y)", "x.replaceAll(a, b)",
  "x.replaceChildren()", "Object.hasOwn(a, b)", "structuredClone(a)", "  static {", "await x;", "/(?<!a)b/", '"a:not(b, c)"',
  "x.toSorted()", "AbortSignal.timeout(1)"];

test("browsers of 2020 can read every module", () => {
  const found = [...modules(), ...deskModules()].flatMap(({ path, text }) => Object.entries(TOO_NEW)
    .filter(([, pattern]) => pattern.test(text.replace(/^\s*(?:\/\/|\/?\*).*\n/gm, "")))
    .map(([name]) => `${path}: ${name}`));

  assert.deepEqual(found, []);
});

for (const [index, [name, pattern]] of Object.entries(TOO_NEW).entries()) {
  test(`${name} would be seen`, () => assert.match(SAMPLES[index], pattern));
}

/** Styles of the same browsers: one that cannot read a layer shows none of what stands in it. */
const STYLES_TOO_NEW = {
  layers: /@layer/,
  "shorthands along the text": /(?:^|[\s;])(?:margin|padding|border|inset)-(?:block|inline): /,
  inset: /(?:^|[\s;])inset(?:-(?:block|inline)(?:-start|-end)?)?: /,
  "rows that end at `end`": /(?:justify-content|align-items): end;/,
  ":is() and :where()": /:(?:is|where)\(/,
  nesting: /^\s*&/m,
  "mixed colours": /color-mix\(|oklch\(/,
};
const STYLE_SAMPLES = ["@layer base {", "  padding-block: 0;", "  inset: 0;", "justify-content: end;", ":where(a)", "  &:hover {",
  "color-mix(in srgb, red, blue)"];
const withoutComments = (text) => text.replace(/\/\*[^]*?\*\//g, "");

test("browsers of 2020 can read every style", () => {
  const found = [...files(".css"), ...deskFiles(".css")].flatMap(({ path, text }) => Object.entries(STYLES_TOO_NEW)
    .filter(([, pattern]) => pattern.test(withoutComments(text)))
    .map(([name]) => `${path}: ${name}`));

  assert.deepEqual(found, []);
});

for (const [index, [name, pattern]] of Object.entries(STYLES_TOO_NEW).entries()) {
  test(`${name} in styles would be seen`, () => assert.match(STYLE_SAMPLES[index], pattern));
}

test("a ratio has a padding for browsers that know none", () => {
  const bare = files(".css").filter(({ text }) => /aspect-ratio: /.test(text.replace(/@supports[^{]*/g, "")))
    .filter(({ text }) => !text.includes("@supports not (aspect-ratio: 1)"));

  assert.deepEqual(bare.map(({ path }) => path), []);
});

test("rows with a gap keep their distance in browsers that know none", () => {
  const fallback = files("styles/fallbacks.css")[0].text.split("@supports not ((inset: 0) or (appearance: none)) {")[1];
  const rows = files(".css").flatMap(({ text }) => [...withoutComments(text).matchAll(/([^{};]+)\{([^{}]*)\}/g)]
    .filter(([, , body]) => /display: (?:inline-)?flex;/.test(body) && /(?:^|[^-])gap: /.test(body))
    .flatMap(([, selectors]) => selectors.split(",")));
  const forgotten = rows.map((each) => each.trim().split(" ").reverse().find((part) => part.startsWith(".")))
    .filter((each) => !fallback.includes(`${each} `));

  assert.ok(rows.length > 20);
  assert.deepEqual(forgotten, []);
});
