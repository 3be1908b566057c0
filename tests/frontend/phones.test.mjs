import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { phoneLinks } from "../../frontend/components/identity/identity.js";
import { html } from "../../frontend/lib/html.js";

const CASES = JSON.parse(readFileSync(new URL("fixtures/phones.json", import.meta.url), "utf8"));

for (const [text, markup] of CASES) {
  test(`the numbers of “${text}” can be dialled one by one`, () => {
    assert.equal(String(html`${phoneLinks(text)}`), markup);
  });
}

test("a text made to be read for ever is read at once", () => {
  assert.ok(String(html`${phoneLinks("0 ".repeat(50_000))}`).length > 0);
});
