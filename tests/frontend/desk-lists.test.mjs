import assert from "node:assert/strict";
import test from "node:test";
import { groupsOf, moved, renumbered } from "../../frontend/desk/lib/ordering.js";
import { canCopy, copyOf, stepsForAll } from "../../frontend/desk/lib/bulk.js";

const publisher = { roles: [{ site: null, role: "publisher" }] };
const row = (shown, stage) => ({ type: "notice", site: "a", public: shown, stage });

test("several rows are offered what at least one of them can take", () => {
  const names = (...rows) => stepsForAll(rows, publisher);

  assert.deepEqual(names(row("none", "draft")), ["submission", "publication", "trash"]);
  assert.deepEqual(names(row("live", "approved")), ["withdrawal"]);
  assert.deepEqual(names(row("none", "draft"), row("live", "approved")), ["submission", "publication", "withdrawal", "trash"]);
  assert.deepEqual(names(row("none", "approved")), []);
  assert.deepEqual(names({ ...row("none", "draft"), trashed_at: "2026-01-01T00:00:00Z" }), ["recovery"]);
});

test("a copy takes the words, and nothing that only one document may have", () => {
  const content = { title: "a", slug: "a", number: "1/TB", tags: [], lead: null, status: "cancelled" };

  assert.deepEqual(copyOf({ content, site: "x" }), { title: "a", tags: [], site: "x" });
  assert.ok(canCopy({ type: "banner" }) && !canCopy({ type: "category" }) && !canCopy({ type: "site" }));
});

const ordered = (id, content, more) => ({ id, label: id, public: "live", content, ...more });

test("what stands in an order is grouped by its place, or below its parent, and what is gone left out", () => {
  const banners = [ordered("b", { placement: "header", order: 2 }), ordered("a", { placement: "header", order: 2 }), ordered("c", { placement: "sidebar", order: 1 })];
  const pages = [ordered("sub", { parent: "top", menu_order: 1 }), ordered("top", { parent: null, menu_order: 3 }), ordered("lost", { parent: "gone", menu_order: 0 }),
    ordered("old", { parent: null, menu_order: 1 }, { public: "withdrawn" }), ordered("bin", { parent: null, menu_order: 1 }, { trashed_at: "2026-01-01T00:00:00Z" })];
  const names = (type, documents) => groupsOf(type, documents).map(({ name, items }) => [name, items.map(({ id }) => id)]);

  assert.deepEqual(names("banner", banners), [["sidebar", ["c"]], ["header", ["a", "b"]]]);
  assert.deepEqual(names("page", pages), [["", ["lost", "top"]], ["top", ["sub"]]]);
});

test("a row moves by one or to where it was dropped, stays at the ends, and only what changed is sent", () => {
  assert.deepEqual([moved([1, 2, 3], 0, 2), moved([1, 2, 3], 2, 1), moved([1, 2], 0, -1), moved([1, 2], 1, 2)], [[2, 3, 1], [1, 3, 2], [1, 2], [1, 2]]);
  const items = [ordered("a", { order: 1 }), ordered("b", { order: 5 })];
  assert.deepEqual(renumbered("official", items).map(({ document, changes }) => [document.id, changes]), [["b", { order: 2 }]]);
});
