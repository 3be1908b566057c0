import assert from "node:assert/strict";
import test from "node:test";
import { coming, firstHour, gapsByKind, missing, placeOf, sorted } from "../../frontend/desk/lib/home.js";

const task = (id, waiting, more = {}) => ({ id, type: "notice", site: "a", waiting, day: null, due: {}, ...more });

test("what cannot wait comes first, and the entries of a week are one task", () => {
  const entry = { type: "calendar_entry", day: "2026-07-15" };
  const { first, own } = sorted([task("1", "draft"), task("2", "review"), task("3", "review", entry), task("4", "review", { ...entry, day: "2026-07-13" }), task("5", "confirmation"), task("6", "return")]);

  assert.deepEqual(first.map(({ week, documents }) => [week, documents.map(({ id }) => id)]), [[null, ["5"]], [null, ["6"]], [null, ["2"]], ["2026-W29", ["3", "4"]]]);
  assert.deepEqual(own.map(({ documents }) => documents[0].id), ["1"]);
});

test("what happens by itself stands in the order of its moments", () => {
  const all = [task("1", null, { due: { publish_at: "2026-07-13T08:00:00+07:00", unpublish_at: "2026-07-20T08:00:00+07:00" } }), task("2", null, { due: { publish_at: "2026-07-12T20:00:00Z", unpublish_at: null } })];

  assert.deepEqual(coming(all).map(({ document, isEnd }) => [document.id, isEnd]), [["2", false], ["1", false], ["1", true]]);
});

test("what is missing leads to its field, and to a new one where there is none", () => {
  const address = "https://x/authoring/v1/sites/7#/responsible_person/name";

  assert.equal(placeOf({ type: "site", id: "7", address }), "/desk/viet/site/7#responsible_person");
  assert.equal(placeOf({ type: "official", id: null, address: "https://x/authoring/v1/officials" }), "/desk/viet/official");
  assert.deepEqual(missing({ verdicts: [{ id: 1, result: "missing", weight: 1 }, { id: 2, result: "met", weight: 9 }, { id: 3, result: "missing", weight: 2 }] }).map(({ id }) => id), [3, 1]);
  const gap = (code, pointer) => ({ code, pointer, type: "official" });
  assert.deepEqual(gapsByKind({ gaps: [gap("empty", "/phone"), gap("empty", "/email"), gap("empty", "/email")] }).map(({ gaps }) => gaps.length), [2, 1]);
});

test("a portal's first hour ends once it has what it begins with", () => {
  const evidence = [{ type: "site", id: "7" }];
  const verdicts = [{ id: "phone", result: "missing", evidence }, { id: "measurement", result: "missing", evidence }];
  const counts = (official, page, notice) => Object.entries({ official, page, notice }).map(([type, documents]) => ({ type, documents }));

  const steps = firstHour({ verdicts, looked_at: counts(1, 2, 0) });
  assert.deepEqual(steps.map(({ name, isDone }) => [name, isDone]), [["site", false], ["official", true], ["page", false], ["notice", false]]);
  assert.equal(steps[0].address, "/desk/viet/site/7");
  const [identity] = firstHour({ verdicts: [{ ...verdicts[0], result: "met" }, verdicts[1]], looked_at: counts(1, 2, 0) });
  assert.ok(identity.isDone);
  assert.equal(firstHour({ verdicts, looked_at: counts(1, 3, 1) }), null);
});
