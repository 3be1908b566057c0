import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import test from "node:test";
import { FRONTEND } from "./fixtures.mjs";
import { pageHtml, pagesThatExist } from "./heads.mjs";
import { files, imports, laterImports, modules } from "./sources.mjs";

const ALLOWED = {
  pages: ["pages", "components", "api", "lib", "config.js"],
  components: ["components", "lib"],
  api: ["api", "lib", "config.js"],
  lib: ["lib"],
  "config.js": [],
  heads: ["heads", "lib"],
  "pages.js": ["pages", "components", "heads", "lib"],
};

function layer(path) {
  return path.split("/")[0];
}

function places(pattern) {
  return modules().filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

test("imports run one way: pages, then components and api, then lib", () => {
  const wrong = modules().flatMap((module) => [...imports(module), ...laterImports(module)]
    .filter((target) => !ALLOWED[layer(module.path)].includes(layer(target)))
    .map((target) => `${module.path} imports ${target}`));

  assert.deepEqual(wrong, []);
});

test("only client.js fetches, and the worker", () => {
  assert.deepEqual(places(/\bfetch\(|XMLHttpRequest|sendBeacon/).sort(), ["api/client.js", "service-worker.js"]);
});

test("only html.js turns text into markup, by one policy", () => {
  assert.deepEqual(places(/innerHTML|insertAdjacentHTML|outerHTML|createPolicy|document\.write/), ["lib/html.js"]);
});

test("trusted() is called in one place: the body of an article", () => {
  const calls = modules().flatMap(({ path, text }) => [...text.matchAll(/(?<!function )\btrusted\(/g)].map(() => path));

  assert.deepEqual(calls, ["components/article-body/article-body.js"]);
});

test("only pages touch the document", () => {
  assert.deepEqual(places(/(?<![\w-])(document|history)\./).filter((path) => layer(path) !== "pages"), []);
});

test("every page has its html, and no other", () => {
  assert.deepEqual(files(".html").map(({ path }) => path).sort(), pagesThatExist().sort());
});

for (const { path, text } of files(".html")) {
  test(`${path} has no inline script, style or handler`, () => {
    assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });

  test(`${path} names files that exist`, () => {
    const named = [...text.matchAll(/(?:href|src)="\/([^"]+)"/g)].map(([, target]) => target);

    assert.ok(named.length > 5);
    assert.deepEqual(named.filter((target) => !existsSync(new URL(target, FRONTEND))), []);
  });

  test(`${path} is what its module's imports make of it (node tests/frontend/heads.mjs --write)`, () => {
    assert.equal(text, pageHtml(path));
  });

  test(`${path} has a place for what the server writes into its head`, () => {
    assert.equal(text.match(/^ {4}<!-- head -->$/gm).length, 1);
    assert.ok(text.indexOf("<!-- head -->") < text.indexOf("</head>"));
  });

  test(`${path} is not painted with half a head, nor after its modules`, () => {
    const [, awaited] = /<link rel="expect" href="#([^"]+)" blocking="render">/.exec(text);
    const modules = text.match(/<(?:link rel="modulepreload"|script type="module")[^>]*>/g);

    assert.match(text, new RegExp(`</header>\\s*<div [^>]*id="${awaited}"[^>]*></div>\\s*<main `));
    assert.ok(modules.every((each) => each.includes('fetchpriority="low"')));
  });

  test(`${path} is Vietnamese, fits a phone and can be skipped through`, () => {
    assert.match(text, /<html lang="vi">/);
    assert.match(text, /name="viewport" content="width=device-width, initial-scale=1"/);
    assert.match(text, /class="skip-link" href="#noi-dung"[\s\S]*<main [^>]*id="noi-dung"/);
  });
}
