import assert from "node:assert/strict";
import test from "node:test";
import { taskList, todayView } from "../../frontend/components/today/today.js";
import { eventsAt, nextTurn, officeAt } from "../../frontend/lib/today.js";
import { i18n, notice, seen, site, week } from "./fixtures.mjs";

const WEEKDAYS = { weekdays: [1, 2, 3, 4, 5], intervals: [{ opens: "13:30", closes: "17:00" }, { opens: "07:00", closes: "11:30" }], valid_from: null, valid_to: null };
const MONDAY = { date: "2026-11-23", holidays: [], notices: [] };
const [{ entries: [entry] }] = week.days;

/** A moment on the clocks of Viet Nam. */
function at(time, day = MONDAY.date) {
  return Date.parse(`${day}T${time}+07:00`);
}

function home({ rules = [WEEKDAYS], entries = [], notices = [], holidays = [], ...more } = {}) {
  const days = week.days.map((day) => ({ ...day, entries: day.date === MONDAY.date ? entries : [] }));
  return { site: { ...site, opening_hours: rules, tasks: [], ...more }, calendar: { ...week, days }, today: { ...MONDAY, notices, holidays }, notices: [] };
}

function said(data, now) {
  return seen(todayView(data, now, i18n)).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

test("the office is open until the second at which it closes", () => {
  for (const [time, words] of [
    ["06:59:59", "đóng cửa , mở lúc 07:00"], ["07:00:00", "đang mở cửa đến 11:30"], ["11:29:59", "đang mở cửa đến 11:30"],
    ["11:30:00", "đóng cửa , mở lúc 13:30"], ["17:00:00", "đóng cửa , mở lại 07:00 Thứ Ba"],
  ]) assert.ok(said(home(), at(time)).includes(words), `${time}: ${said(home(), at(time))}`);
});

test("a page lives until the office opens or closes, something begins or ends, or the day does", () => {
  const due = { ...notice, urgency: "normal", expires_at: "2026-11-23T16:00:00+07:00" };
  const meeting = { ...entry, start_time: "09:15", end_time: null, session: "morning" };
  const data = home({ entries: [meeting], notices: [due] });
  const turns = ["07:00", "09:15", "11:30", "12:00", "13:30", "16:00", "17:00"];

  const found = [];
  for (let now = at("00:00:00"); now < at("17:00:00"); now = found[found.length - 1]) found.push(nextTurn(data, now));

  assert.deepEqual(found, turns.map((time) => at(`${time}:00`)));
  assert.equal(nextTurn(data, at("17:00:00")), at("00:00:00", "2026-11-24"));
  assert.equal(nextTurn(home(), at("23:59:59")), at("00:00:00", "2026-11-24"));
});

test("at Tết it is closed and says when it opens, unless it has hours for these few days", () => {
  const tet = ["2027-02-05", "2027-02-08", "2027-02-09"].map((date) => ({ date, name: "Tết Nguyên đán" }));
  const today = { date: "2027-02-05", holidays: tet };
  const on = (rules, time) => officeAt(rules, today, at(time, "2027-02-05"));
  const own = { ...WEEKDAYS, intervals: [{ opens: "08:00", closes: "09:00" }], valid_from: "2027-02-05", valid_to: "2027-02-05" };
  const season = { ...own, valid_from: "2027-01-01", valid_to: "2027-03-31" };

  assert.deepEqual([on([WEEKDAYS], "08:30:00").open, on([WEEKDAYS], "08:30:00").next.date], [null, "2027-02-10"]);
  assert.equal(on([WEEKDAYS], "08:30:00").holiday, "Tết Nguyên đán");
  assert.equal(on([WEEKDAYS, own], "08:30:00").open.closes, "09:00");
  assert.equal(on([WEEKDAYS, season], "08:30:00").open, null);
});

test("when it opens next is told by the name of the day, and further off by its date", () => {
  const once = { ...WEEKDAYS, weekdays: [1] };

  assert.ok(said(home(), at("17:00:00")).includes("mở lại 07:00 Thứ Ba "));
  assert.ok(said(home({ rules: [once] }), at("17:00:00")).includes("mở lại 07:00 30/11 "));
});

test("hours of a part of the year hold instead of those of all of it", () => {
  const summer = { ...WEEKDAYS, intervals: [{ opens: "06:30", closes: "10:30" }], valid_from: null, valid_to: "2026-11-30" };
  const shut = { ...summer, intervals: [], valid_from: "2026-11-23", valid_to: "2026-11-23" };

  assert.equal(officeAt([WEEKDAYS, summer], MONDAY, at("11:00:00")).open, null);
  assert.equal(officeAt([WEEKDAYS, shut], MONDAY, at("08:00:00")).next.date, "2026-11-24");
  assert.equal(officeAt([], MONDAY, at("08:00:00")), null);
});

test("what is known of another day says nothing of a day beyond it", () => {
  assert.equal(officeAt([WEEKDAYS], MONDAY, at("08:00:00", "2026-12-07")), null);
  assert.ok(officeAt([WEEKDAYS], MONDAY, at("08:00:00", "2026-12-04")).open);
});

test("what is on is marked, what is over is gone, what is called off says so", () => {
  const off = { ...entry, title: "Tiếp dân", status: "cancelled" };
  const data = home({ entries: [entry, off] });

  assert.match(said(data, at("07:29:59")), /07:30–09:00 Giao ban/);
  assert.match(said(data, at("07:30:00")), /Đang diễn ra Giao ban.*07:30–09:00 Hủy Tiếp dân/);
  assert.doesNotMatch(said(data, at("09:00:00")), /Giao ban|Tiếp dân/);
  assert.equal(eventsAt({ days: [{ date: "2026-11-22", entries: [{ ...entry, date: "2026-11-22" }] }] }, at("08:00:00")).length, 0);
  const late = { ...entry, start_time: "22:00", end_time: "01:00", session: null };
  assert.equal(eventsAt(home({ entries: [late] }).calendar, at("23:59:59"))[0].isOn, true);
});

test("what has no hour is not said to be on, and what has no end is over with its part of the day", () => {
  const isOn = (changes, time) => eventsAt(home({ entries: [{ ...entry, start_time: null, end_time: null, ...changes }] }).calendar, at(time))[0]?.isOn;

  for (const session of ["morning", "afternoon", "evening", null]) assert.equal(isOn({ session }, "00:00:00"), false, session);
  assert.deepEqual(["11:59:59", "12:00:00"].map((time) => isOn({ session: "morning" }, time)), [false, undefined]);
  assert.equal(isOn({ session: "all_day" }, "08:00:00"), true);
  assert.equal(isOn({ session: "all_day", start_time: "07:30" }, "23:00:00"), true);
  assert.deepEqual(["21:59:59", "22:00:00"].map((time) => isOn({ session: "evening", start_time: "19:00" }, time)), [true, undefined]);
  assert.deepEqual(["22:59:59", "23:00:00"].map((time) => isOn({ session: "evening", start_time: "23:00" }, time)), [false, true]);
});

test("what is cut or due today comes first, and leaves a line for the calendar", () => {
  const due = (title) => ({ ...notice, title, urgency: "important", areas: ["Xóm 3"], expires_at: "2026-11-23T16:00:00+07:00" });
  const begun = { ...due("Thu gom rác"), areas: [], expires_at: null };
  const data = home({ entries: [entry], notices: [due("Cắt điện"), begun, due("Cắt nước"), { ...due("Bão"), urgency: "emergency" }] });

  const view = said(data, at("08:00:00"));

  assert.match(view, /Đến 16:00 Cắt điện \(Xóm 3\).*Từ hôm nay Thu gom rác.*Giao ban/);
  assert.doesNotMatch(view, /Cắt nước|Bão/);
  assert.doesNotMatch(said(data, at("16:00:00")), /Cắt điện/);
});

test("a holiday is said, and does not hide what is on", () => {
  const data = home({ entries: [entry], holidays: [{ date: MONDAY.date, name: "Giỗ Tổ Hùng Vương" }] });

  assert.match(said(data, at("07:00:00")), /đóng cửa , mở lại 07:00 Thứ Ba Giỗ Tổ Hùng Vương 07:30–09:00 Giao ban/);
});

test("a portal that says nothing of its days has no box, and wards are called by their name", () => {
  assert.equal(todayView(home({ rules: [] }), at("08:00:00"), i18n), false);
  assert.match(said(home(), at("08:00:00")), /Hôm nay ở xã/);
  assert.match(said(home({ organisation: "UBND phường Trường Vinh" }), at("08:00:00")), /Hôm nay ở phường/);
});

test("tasks are links with words of their own; a hotline is one in any case, and none is no bar", () => {
  const tasks = [{ kind: "apply", label: "Nộp <hồ sơ>", url: "https://dvc.vn" }, { kind: "hotline", label: "Gọi ngay", url: "tel:113" }];
  const list = (more) => seen(taskList({ ...site, tasks: [], ...more }, i18n));

  assert.match(list({ tasks, hotline: "0238 000 0001" }), /href="https:\/\/dvc\.vn">Nộp &lt;hồ sơ&gt;.*href="tel:113">Gọi ngay/);
  assert.doesNotMatch(list({ tasks, hotline: "0238 000 0001" }), /02380000001/);
  assert.match(list({ hotline: "0238 000 0001 (24/7)" }), /href="tel:02380000001">Đường dây nóng/);
  assert.equal(list({ tasks: [{ ...tasks[0], url: "javascript:alert(1)" }] }), "false");
});
