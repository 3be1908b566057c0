import assert from "node:assert/strict";
import test from "node:test";
import { hear, now } from "../../frontend/desk/lib/clock.js";
import { monthAfter, oddities, pageOf } from "../../frontend/desk/lib/months.js";

test("a month begins on Monday and holds its days, in leap years too", () => {
  const july = pageOf("2026-07");

  assert.deepEqual(july[0], [null, null, "2026-07-01", "2026-07-02", "2026-07-03", "2026-07-04", "2026-07-05"]);
  assert.equal(july.flat().filter(Boolean).length, 31);
  assert.ok(pageOf("2028-02").flat().includes("2028-02-29") && !pageOf("2026-02").flat().includes("2026-02-29"));
  assert.equal(pageOf("2027-02").length, 4);
  assert.deepEqual([monthAfter("2026-12", 1), monthAfter("2026-01", -1)], ["2027-01", "2025-12"]);
});

test("what is over and what is at night is asked about", () => {
  const noon = Date.parse("2026-07-13T12:00:00+07:00");

  assert.deepEqual(oddities("2026-07-13T12:01:00+07:00", noon), []);
  assert.deepEqual(oddities("2026-07-13T11:59:00+07:00", noon), ["past"]);
  assert.deepEqual(oddities("2026-07-14T05:59:00+07:00", noon), ["night"]);
  assert.deepEqual(oddities("2026-07-12T22:00:00+07:00", noon), ["past", "night"]);
});

test("the time is the server's, however wrong the clock of the PC", () => {
  const tomorrow = new Date(Date.now() + 86_400_000);

  hear(tomorrow.toUTCString());
  assert.ok(Math.abs(now() - tomorrow) < 2_000);
  hear(null);
  hear("soon");
  assert.ok(Math.abs(now() - tomorrow) < 2_000);
});
