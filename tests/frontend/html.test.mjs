import assert from "node:assert/strict";
import test from "node:test";
import { appendHtml, html, safeUrl, setHtml, trusted } from "../../frontend/lib/html.js";

test("it escapes whatever stands in a text or an attribute", () => {
  const evil = `<img src=x onerror="alert('1')"> & more`;

  const result = String(html`<p title="${evil}">${evil}</p>`);

  const escaped = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more";
  assert.equal(result, `<p title="${escaped}">${escaped}</p>`);
});

test("it takes its own results and lists of them as they are", () => {
  const items = ["a", "<b>"].map((text) => html`<li>${text}</li>`);

  assert.equal(String(html`<ul>${items}</ul>`), "<ul><li>a</li><li>&lt;b&gt;</li></ul>");
});

test("it escapes strings in lists, and objects that only look like results", () => {
  const pretender = { toString: () => "<script>", text: "<script>" };

  assert.equal(String(html`${["<i>", pretender]}`), "&lt;i&gt;&lt;script&gt;");
});

test("it leaves out what is absent and keeps what is zero or empty", () => {
  assert.equal(String(html`[${null}${undefined}${false}${true}${0}${""}]`), "[0]");
});

test("it keeps what the server has sanitised", () => {
  assert.equal(String(html`<div>${trusted("<p>á</p>")}</div>`), "<div><p>á</p></div>");
});

test("it refuses to make markup of a plain string", () => {
  const element = { innerHTML: "before" };

  assert.throws(() => setHtml(element, "<p>x</p>"), TypeError);

  assert.equal(element.innerHTML, "before");
});

test("it makes markup of an html result", () => {
  const added = [];

  appendHtml({ insertAdjacentHTML: (...how) => added.push(how) }, html`<p>${"<"}</p>`);

  assert.deepEqual(added, [["beforeend", "<p>&lt;</p>"]]);
});

for (const address of ["https://a.example/x?y=1", "http://a.example", "mailto:a@b.example", "tel:0238", "/bai-viet/x"]) {
  test(`it lets ${address} be a link`, () => assert.equal(safeUrl(address), address));
}

for (const address of ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "http://[", null, 7]) {
  test(`it lets ${JSON.stringify(address)} be no link`, () => assert.equal(safeUrl(address), null));
}
