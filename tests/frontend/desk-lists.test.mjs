import assert from "node:assert/strict";
import test from "node:test";
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
