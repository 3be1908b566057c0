import assert from "node:assert/strict";
import test from "node:test";
import { formatDate, formatDay, formatDayMonth, formatTime } from "../../frontend/lib/dates.js";

test("it writes an instant as a day of Viet Nam, whatever its offset", () => {
  assert.equal(formatDate("2026-07-01T08:30:00+07:00"), "01/07/2026");
  assert.equal(formatDate("2026-06-30T17:00:00Z"), "01/07/2026");
  assert.equal(formatDate("2026-06-30T16:59:59Z"), "30/06/2026");
});

test("it writes midnight as 00:00", () => {
  assert.equal(formatTime("2026-07-01T00:00:00+07:00"), "00:00");
  assert.equal(formatTime("2026-07-01T17:05:00+07:00"), "17:05");
});

test("it does not shift a date without a time", () => {
  assert.equal(formatDay("2025-06-30"), "30/06/2025");
});

test("it leaves the year out where it is told beside", () => {
  assert.equal(formatDayMonth("2026-11-03"), "03/11");
  assert.equal(formatDayMonth(null), "");
});

test("it writes nothing for what is no date", () => {
  assert.deepEqual([null, undefined, "", "mai"].map(formatDate), ["", "", "", ""]);
  assert.deepEqual([null, undefined, "30/06/2025"].map(formatDay), ["", "", ""]);
});
