import assert from "node:assert/strict";
import test from "node:test";
import { dayAt, formatDate, formatDay, formatDayMonth, formatTime, weekdayOf, weekOf } from "../../frontend/lib/dates.js";
import { momentsOf } from "../../frontend/lib/months.js";
import { ago } from "../../frontend/pages/ago.js";
import { i18n } from "./fixtures.mjs";

test("it says how long ago something was for as long as that says more than the date", () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  const said = [0, minute - 1, minute, hour - 1, hour, day - 1, day, 7 * day - 1, 7 * day, -1].map((ms) => ago(ms, i18n.t));

  assert.deepEqual(said, ["vừa xong", "vừa xong", "1 phút trước", "59 phút trước", "1 giờ trước", "23 giờ trước", "1 ngày trước", "6 ngày trước", null, null]);
});

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

test("a day begins at midnight in Viet Nam", () => {
  assert.equal(dayAt(Date.parse("2026-11-23T16:59:59.999Z")), "2026-11-23");
  assert.equal(dayAt(Date.parse("2026-11-23T17:00:00Z")), "2026-11-24");
});

test("a week is that of the ISO calendar, also where years meet", () => {
  const weeks = {
    "2026-02-09": "2026-W07",
    "2026-11-29": "2026-W48",
    "2026-11-30": "2026-W49",
    "2025-12-28": "2025-W52",
    "2025-12-29": "2026-W01",
    "2027-01-03": "2026-W53",
    "2027-01-04": "2027-W01",
    "2021-01-01": "2020-W53",
  };

  for (const [day, week] of Object.entries(weeks)) assert.equal(weekOf(day), week, day);
});

test("it knows the weekday of an instant in Viet Nam, Sunday as the seventh", () => {
  assert.equal(weekdayOf("2026-06-30T17:00:00Z"), 3);
  assert.equal(weekdayOf("2026-11-28T17:00:00Z"), 7);
});

test("it knows where a month begins and ends, letter by letter as the server does", () => {
  assert.deepEqual(momentsOf("2028-02"), {
    monthBegin: "2028-02-01T00:00:00+07:00",
    monthEnd: "2028-03-01T00:00:00+07:00",
    beforeMonth: "2028-01-31T23:59:59.999999+07:00",
    lastOfMonth: "2028-02-29T23:59:59.999999+07:00",
  });
  assert.equal(momentsOf("2026-12").monthEnd, "2027-01-01T00:00:00+07:00");
});
