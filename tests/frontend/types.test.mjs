/** What a new content type must be entered into by hand, on the pages and at the desk: what is missing is named. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { siteMapView } from "../../frontend/components/site-map/site-map.js";
import { TYPES as SEARCHED } from "../../frontend/components/search/search.js";
import { createDocument } from "../../frontend/desk/api/documents.js";
import { PREVIEWED } from "../../frontend/desk/views/preview.js";
import { TYPES as WITH_PAGES } from "../../frontend/lib/items.js";
import { described } from "../../frontend/pages.js";
import { FRONTEND, en, i18n, seen, vi } from "./fixtures.mjs";

const [delivery, authoring] = ["delivery", "authoring"].map((name) => read(`../openapi/${name}.json`));
const pages = Object.values(JSON.parse(described).pages);
const withPages = pages.flatMap(({ type }) => type ?? []).sort();

function read(path) {
  return JSON.parse(text(path));
}

function text(path) {
  return readFileSync(new URL(path, FRONTEND), "utf-8");
}

/** The types that an address of the API takes. */
function known({ paths }, path, parameter) {
  const { schema } = paths[path].get.parameters.find(({ name }) => name === parameter);
  return (schema.items ?? schema).enum;
}

test("each type is sent to its own collection by the desk", async () => {
  const posts = Object.entries(authoring.paths).map(([path, { post }]) => [post?.operationId, path]);
  const collections = Object.fromEntries(posts);
  const { document, fetch } = globalThis;
  try {
    globalThis.document = { documentElement: { lang: "vi" } };
    for (const type of known(authoring, "/authoring/v1/documents", "type")) {
      const asked = [];
      globalThis.fetch = async (address) => asked.push(address) && new Response("{}", { status: 201 });
      await createDocument(type, {}, "1");

      assert.deepEqual(asked, [collections[`create_${type}`]], type);
    }
  } finally {
    Object.assign(globalThis, { document, fetch });
  }
});

test("each type has a name at the desk, and where it is searched one on the pages, in both languages", () => {
  const ofDesk = ["vi", "en"].map((language) => read(`desk/i18n/${language}.json`));
  const missing = (types, key, all) => types.filter((type) => all.some((words) => !(key + type in words)));

  assert.deepEqual(missing(known(authoring, "/authoring/v1/documents", "type"), "type.", ofDesk), []);
  assert.deepEqual(missing(known(delivery, "/v1/search", "type"), "search.type.", [vi, en]), []);
  assert.deepEqual([...SEARCHED].sort(), known(delivery, "/v1/search", "type").sort());
});

test("what has a page is linked and previewed at the desk", () => {
  const previews = text("pages/preview.start.js").match(/const VIEWS = \{(.*?)\n\};/s)[1];

  assert.deepEqual([...WITH_PAGES].sort(), withPages);
  assert.deepEqual([...PREVIEWED].sort(), withPages);
  assert.deepEqual([...previews.matchAll(/^ {2}(\w+):/gm)].map(([, type]) => type).sort(), [...withPages, "calendar_week"].sort());
});

test("the site map leads to every page that is none of an item", () => {
  const none = { items: [], next: null };
  const map = seen(siteMapView({ categories: none, pages: none, feeds: [] }, i18n));
  const places = pages.flatMap(({ at = [] }) => at).filter((at) => !at.includes("{") && at !== "/so-do-cong");

  assert.ok(places.length > 5);
  assert.deepEqual(places.filter((at) => !map.includes(`href="${at}"`)), []);
});
