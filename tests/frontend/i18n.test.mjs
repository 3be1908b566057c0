import assert from "node:assert/strict";
import test from "node:test";
import { translator } from "../../frontend/lib/i18n.js";
import { en, i18n, vi } from "./fixtures.mjs";
import { modules } from "./sources.mjs";

const KEY = /\bt\(\s*["`]([^"`]+)["`]/g;

/** Keys as the code names them; a `${…}` stands for any text. */
function keysInUse() {
  return modules().flatMap(({ text }) => [...text.matchAll(KEY)].map(([, key]) => key));
}

function pattern(key) {
  return new RegExp(`^${key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\.")).join(".+")}$`);
}

test("both languages have the same keys, each with words", () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(vi).sort());
  assert.ok([...Object.values(en), ...Object.values(vi)].every((words) => words.trim()));
});

test("both languages have the same values to fill in", () => {
  const names = (words) => [...words.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

  for (const key of Object.keys(vi)) assert.deepEqual(names(en[key]), names(vi[key]), key);
});

test("every key that the code names has words", () => {
  const missing = keysInUse().filter((key) => !Object.keys(vi).some((known) => pattern(key).test(known)));

  assert.ok(keysInUse().length > 30);
  assert.deepEqual(missing, []);
});

test("no words are left that nothing names", () => {
  const used = keysInUse().map(pattern);

  assert.deepEqual(Object.keys(vi).filter((key) => !used.some((each) => each.test(key))), []);
});

test("it fills in values and writes numbers as Vietnamese readers do", () => {
  assert.equal(i18n.t("article.views", { count: i18n.formatNumber(26239) }), "Lượt xem: 26.239");
  assert.equal(translator("en", en).formatNumber(26239), "26,239");
});

test("it shows the key when there are no words, never nothing", () => {
  assert.equal(i18n.t("no.such.key"), "no.such.key");
});
