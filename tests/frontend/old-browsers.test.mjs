import assert from "node:assert/strict";
import test from "node:test";
import { deskModules, modules } from "./sources.mjs";

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
