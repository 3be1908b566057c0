import assert from "node:assert/strict";
import test from "node:test";
import { cutHours, hoursOf, hoursWords } from "../../frontend/desk/lib/hours.js";
import { adopted, changed, inOrder, leftOut, merged, newEntry, said } from "../../frontend/desk/lib/planning.js";
import { entriesIn, recognised, tableOfText } from "../../frontend/desk/lib/week-pasting.js";

const t = (key) => key;
const DAYS = ["2026-07-13", "2026-07-14", "2026-07-15", "2026-07-16", "2026-07-17", "2026-07-18", "2026-07-19"];
const times = (session, start = null, end = null) => ({ session, start_time: start, end_time: end, all_day: false });

test("hours are read as calendars of communes write them", () => {
  const samples = [
    ["07h30", times(null, "07:30")], ["7 giờ 30’", times(null, "07:30")], ["08 giờ 00’", times(null, "08:00")], ["13 giờ 30", times(null, "13:30")],
    ["8:00 – 9:30", times(null, "08:00", "09:30")], ["từ 8h đến 10h", times(null, "08:00", "10:00")], ["07 giờ 00’ đến 08 giờ 00’", times(null, "07:00", "08:00")],
    ["14g00", times(null, "14:00")], ["Sáng: 8h00", times(null, "08:00")], ["2h chiều", times(null, "14:00")], ["7h tối", times(null, "19:00")],
    ["SÁNG", times("morning")], ["Buổi chiều", times("afternoon")], ["(cả ngày)", times("all_day")], ["", times(null)],
  ];

  for (const [typed, found] of samples) assert.deepEqual(hoursOf(typed), found, typed);
  for (const typed of ["mai", "25h", "8h-9h-10h", "cả ngày 8h", "sáng 14h", "Họp"]) assert.equal(hoursOf(typed), null, typed);
  assert.equal(hoursWords(times(null, "08:00", "09:30"), { t }), "08:00–09:30");
  assert.equal(hoursWords(times("morning"), { t }), "session.morning");
});

test("the hours before what it is about are cut off, and no other number is", () => {
  assert.deepEqual(cutHours("08h00: Họp giao ban"), ["08h00", "Họp giao ban"]);
  assert.deepEqual(cutHours("Sáng: Làm việc tại cơ quan"), ["Sáng", "Làm việc tại cơ quan"]);
  assert.deepEqual(cutHours("Họp 3 xã"), ["", "Họp 3 xã"]);
  assert.deepEqual(cutHours("2 xã: họp"), ["", "2 xã: họp"]);
});

test("columns are known by their headings, and days reach down", () => {
  const { rows, meanings } = recognised(tableOfText("Thứ/Ngày\tThời gian\tNội dung\tChủ trì\tGhi chú\nThứ Hai\t8h\tHọp\tÔng A\t\n\t14h\tTiếp dân\t\t\nT4 (15/7)\tsáng\tĐi xóm\t\tmang ủng\n20/07\t8h\tHọp xa\t\t"));

  assert.deepEqual(meanings, ["date", "hours", "title", "chair", "note"]);
  const { taken, left } = entriesIn(rows, meanings, DAYS);
  assert.deepEqual(taken.map(({ date, title, start_time: start, session }) => [date, title, start, session]), [
    ["2026-07-13", "Họp", "08:00", null], ["2026-07-13", "Tiếp dân", "14:00", null], ["2026-07-15", "Đi xóm", null, "morning"],
  ]);
  assert.deepEqual([taken[0].chair, taken[2].note, left], ["Ông A", "mang ủng", ["Họp xa"]]);
});

test("without headings they are guessed, and hours that are none stay words", () => {
  const { rows, meanings } = recognised(tableOfText("Thứ Hai\t07h30: Dự lễ chào cờ đầu tuần\nThứ Ba\tTrực cơ quan cả tuần này"));

  assert.deepEqual(meanings, ["date", "title"]);
  assert.deepEqual(entriesIn(rows, meanings, DAYS).taken.map((each) => [each.start_time ?? null, each.title]), [["07:30", "Dự lễ chào cờ đầu tuần"], [null, "Trực cơ quan cả tuần này"]]);
  assert.deepEqual(entriesIn([["Thứ Hai", "đầu giờ", "Họp"]], ["date", "hours", "title"], DAYS).taken[0].title, "đầu giờ: Họp");
});

const entry = (id, content, more = {}) => ({ ...newEntry(id, { date: DAYS[0], ...content }), id, ...more });

test("entries stand as the calendar has them", () => {
  const all = [newEntry("a", { date: DAYS[1], title: "a" }), newEntry("b", { date: DAYS[0], title: "b" }), newEntry("c", { date: DAYS[0], title: "c", start_time: "14:00" }), newEntry("d", { date: DAYS[0], title: "d", session: "morning" })];

  assert.deepEqual(inOrder(all).map(({ key }) => key), ["d", "c", "b", "a"]);
});

test("what readers have seen is cancelled, what they have not is gone", () => {
  const all = [entry("1", { title: "a" }, { public: "live" }), newEntry("k", { date: DAYS[0], title: "b" })];

  assert.deepEqual(leftOut(all, "k").map(({ key }) => key), ["1"]);
  const cancelled = leftOut(all, "1");
  assert.equal(cancelled[0].content.status, "cancelled");
  assert.equal(leftOut(cancelled, "1")[0].content.status, "scheduled");
});

test("new entries get their ids in the order in which they were sent; words typed since stay", () => {
  const sent = [entry("1", { title: "a" }), newEntry("k", { date: DAYS[0], title: "b" }), newEntry("l", { date: DAYS[0] }), newEntry("m", { date: DAYS[0], title: "c" })];
  const now = changed(sent, "m", { title: "c!" });
  const answer = { entries: [entry("3", { title: "c" }), entry("1", { title: "a" }), entry("2", { title: "b" })] };

  const found = adopted({ sent, now, answer });

  assert.deepEqual(found.map(({ key, id, content }) => [key, id, content.title]), [["1", "1", "a"], ["k", "2", "b"], ["l", null, ""], ["m", "3", "c!"]]);
  assert.deepEqual(said(found).map(({ id, title }) => [id, title]), [["1", "a"], ["2", "b"], ["3", "c!"]]);
});

test("two versions become one, and what both have changed is asked", () => {
  const base = [entry("1", { title: "a", location: "x" }), entry("2", { title: "b" }), entry("3", { title: "c" }), entry("4", { title: "d" })];
  const mine = [...changed(changed(base, "1", { title: "a!" }), "2", { title: "b mine" }).filter(({ id }) => id !== "4"), newEntry("k", { date: DAYS[0], title: "mới" })];
  const theirs = [...changed(changed(base, "1", { location: "y" }), "2", { title: "b theirs" }).filter(({ id }) => id !== "3"), entry("5", { title: "mới" }), entry("6", { title: "khác" })];

  const { entries, conflicts } = merged(base, mine, theirs);

  assert.deepEqual(entries.map(({ id, content }) => [id, content.title, content.location]), [["1", "a!", "y"], ["2", "b theirs", null], ["5", "mới", null], ["6", "khác", null]]);
  assert.deepEqual(conflicts, [{ key: "2", name: "title", mine: "b mine", theirs: "b theirs" }]);
});
