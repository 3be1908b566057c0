import assert from "node:assert/strict";
import test from "node:test";
import { calendarView } from "../../frontend/components/calendar/calendar.js";
import { entriesById, entryView, partOfDay } from "../../frontend/components/entry/entry.js";
import { weekTable } from "../../frontend/components/week-table/week-table.js";
import { sideOfArticle } from "../../frontend/components/side/side.js";
import { dayList } from "../../frontend/components/week/week.js";
import { weekBrief } from "../../frontend/components/week-brief/week-brief.js";
import { calendar } from "../../frontend/pages/calendar.js";
import { i18n, seen, site, week } from "./fixtures.mjs";

const [MONDAY, TUESDAY] = week.days;
const [MEETING, ROAD] = MONDAY.entries;
const OFFICIALS = [
  { id: "0198a5c0-0000-7000-8000-000000000040", name: "Lê Văn Phúc" },
  { id: "0198a5c0-0000-7000-8000-000000000041", name: "Trần Thị <Lan>" },
];
const fileUrl = (official) => `https://api.example/v1/calendar.ics?site=yen-hoa${official ? `&official=${official}` : ""}`;
const PAGE = { week, officials: OFFICIALS, official: null, agency: site, today: "2026-11-23", thisWeek: "2026-W48", fileUrl };

function page(changes = {}) {
  return seen(calendarView({ ...PAGE, ...changes }, i18n));
}

function mondayOf(...entries) {
  return { ...week, days: [{ ...MONDAY, entries }, TUESDAY] };
}

test("a calendar names the agency, the week, and the ways to others", () => {
  const shown = page();

  assert.match(shown, /<h1[^>]*>Lịch làm việc<\/h1>.*Tuần 48, từ 23\/11 đến 29\/11\/2026/);
  assert.match(shown, /href="\/lich-lam-viec\/2026-W47" rel="prev">Tuần trước/);
  assert.match(shown, /href="\/lich-lam-viec\/2026-W48" aria-current="date">Tuần này/);
  assert.match(shown, /href="\/lich-lam-viec\/2026-W49" rel="next">Tuần sau/);
  assert.match(shown, new RegExp(`calendar__agency">${site.organisation ?? site.name}`));
});

test("leaders beyond the list can be chosen in a week in which they have something to do", () => {
  const late = { id: "0198a5c0-0000-7000-8000-000000000101", name: "Vi Văn Trăm", position: null };
  const found = { week: mondayOf({ ...MEETING, chair: OFFICIALS[1], officials: [late] }), officials: { items: OFFICIALS }, site };
  const shown = seen(calendar.view(found, i18n, { site: "yen-hoa", query: {}, today: PAGE.today, api: "" }));

  const [, choices] = /<select[^>]*>(.*?)<\/select>/.exec(shown);
  assert.deepEqual(choices.match(/>[^<]+(?=<)/g).map((each) => each.slice(1).trim()).filter(Boolean),
    ["Tất cả lãnh đạo", "Lê Văn Phúc", "Trần Thị &lt;Lan&gt;", "Vi Văn Trăm"]);
});

test("there is no way to a week that does not exist", () => {
  const shown = page({ week: { ...week, prev: null }, thisWeek: "2026-W50" });

  assert.doesNotMatch(shown, /Tuần trước|null|aria-current/);
});

test("the days are a table for a wide screen and a list for a phone, with the same words", () => {
  const [, table, list] = /(<table.*<\/table>)(.*)/.exec(page());

  for (const half of [table, list]) {
    assert.match(half, /Thứ Hai 23\/11<\/time>.*Hôm nay.*nhằm 15\/10 ÂL/);
    assert.match(half, /07:30–09:00.*Giao ban đầu tuần &lt;và&gt; chào cờ/);
    assert.match(half, /Hoãn<\/strong>.*Kiểm tra đường xóm 8.*Lùi sang thứ Năm vì mưa/);
    assert.match(half, /Chuẩn bị: Văn phòng/);
    assert.match(half, /Lịch này thay giấy mời\./);
    assert.match(half, /Ngày nghỉ thử.*Không có lịch\./);
    assert.doesNotMatch(half, /null|undefined|>false</);
  }
});

test("an end that is no later than its start is the next day's", () => {
  const over = { ...MEETING, start_time: "19:00", end_time: "06:00" };
  const whole = { ...MEETING, start_time: "20:00", end_time: "00:00" };

  const views = [page({ week: mondayOf(over, whole) }), seen(weekBrief(mondayOf(over, whole), "2026-11-23", i18n))];
  for (const view of views) {
    assert.match(view, /19:00–06:00 \(hôm sau\).*20:00–24:00</);
  }
});

test("a row of the table stands under its day and its part of the day", () => {
  const table = seen(weekTable(mondayOf(MEETING, { ...MEETING, id: "2" }, ROAD), i18n, { known: new Map() }));

  assert.match(table, /<th class="week-table__day" scope="rowgroup" rowspan="3">/);
  assert.match(table, /scope="rowgroup" rowspan="2">Sáng<.*scope="rowgroup" rowspan="1">Chiều</);
  assert.equal(table.match(/scope="col"/g).length, 7);
});

test("today alone is marked", () => {
  assert.equal(page().match(/Hôm nay/g).length, 2);
  assert.doesNotMatch(page({ today: "2026-12-24" }), /Hôm nay/);
});

test("the entries of one official are those they chair or take part in", () => {
  const shown = page({ official: OFFICIALS[1].id });

  assert.match(shown, /Đang xem lịch của Trần Thị &lt;Lan&gt;\./);
  assert.match(shown, /<option value="[^"]*41" selected>/);
  assert.match(shown, /Giao ban đầu tuần/);
  assert.doesNotMatch(shown, /Kiểm tra đường/);
  assert.match(shown, /2026-W47\?lanh-dao=0198a5c0-0000-7000-8000-000000000041/);
});

test("an official without entries, or whom nobody knows, has an empty week that says so", () => {
  const shown = page({ official: `"><b>` });

  assert.match(shown, /Đang xem lịch của lãnh đạo được chọn\..*Tuần này chưa có lịch nào/);
  assert.match(shown, /lanh-dao=%22%3E%3Cb%3E/);
  assert.doesNotMatch(shown, /<b>|Giao ban/);
});

test("the calendar stands without the officials to choose from", () => {
  assert.doesNotMatch(page({ officials: [] }), /<form/);
});

test("the part of a day is what is told, else what the hour says", () => {
  const at = (changes) => partOfDay({ session: null, start_time: null, all_day: false, ...changes }, i18n);

  assert.equal(at({ session: "evening", start_time: "08:00" }), "Tối");
  assert.deepEqual(["07:30", "12:00", "18:30"].map((start) => at({ start_time: start })), ["Sáng", "Chiều", "Tối"]);
  assert.equal(at({ all_day: true }), "Cả ngày");
  assert.equal(at({}), "");
});

test("an entry without an hour tells its part of the day alone", () => {
  assert.match(seen(entryView(ROAD, i18n)), /<span>Chiều<\/span>/);
});

test("an entry names the one that it replaces, when that is in the same week", () => {
  const newer = { ...MEETING, supersedes: ROAD.id };
  const known = entriesById(week);

  assert.match(seen(entryView(newer, i18n, known)), /Thay cho lịch Thứ Hai 23\/11: Kiểm tra đường xóm 8/);
  assert.match(seen(entryView({ ...newer, supersedes: "x" }, i18n, known)), /Thay cho một lịch đã công bố trước đó\./);
});

for (const [status, words] of [["changed", "Thay đổi"], ["added", "Bổ sung"], ["cancelled", "Hủy"], ["postponed", "Hoãn"]]) {
  test(`what is ${status} is said in a word`, () => {
    assert.match(seen(entryView({ ...MEETING, status }, i18n)), new RegExp(`entry--${status}">.*${words}</strong>`));
  });
}

test("the block of the home page leads to the calendar", () => {
  const block = seen(weekBrief(week, "2026-11-24", i18n));

  assert.match(block, /<h3[^>]*>.*Thứ Ba 24\/11<\/time> <strong[^>]*>Hôm nay<.*href="\/lich-lam-viec"/);
});

test("the calendar of all and of the chosen official can be followed and fetched", () => {
  const all = page();
  const one = page({ official: OFFICIALS[1].id });

  assert.match(all, /Tất cả lãnh đạo:<\/span> <a href="webcal:\/\/api\.example\/v1\/calendar\.ics\?site=yen-hoa">Đăng ký lịch<\/a> <a href="https:\/\/api\.example\/v1\/calendar\.ics\?site=yen-hoa">Tải tệp lịch/);
  assert.equal(all.match(/Đăng ký lịch/g).length, 1);
  assert.match(one, /Trần Thị &lt;Lan&gt;:<\/span> <a href="webcal:[^"]*&amp;official=0198a5c0-0000-7000-8000-000000000041">/);
  assert.equal(page({ official: "khong-co" }).match(/Đăng ký lịch/g).length, 1);
});

test("on a phone this week begins with today, and what is past is folded", () => {
  const list = (today) => seen(dayList(week, i18n, { today, heading: "h2" }));
  const [, second] = week.days;

  assert.match(list(second.date), /<details class="week__past"><summary>Các ngày đã qua \(1\)<\/summary>.*23\/11.*<\/details> <ol class="week"> <li class="week__day week__day--today">/);
  for (const today of [week.from, "2026-12-24", "2026-11-01"]) assert.doesNotMatch(list(today), /<details/);
});

test("an empty week is one sentence, and no box on other pages", () => {
  const empty = { ...week, days: week.days.map((day) => ({ ...day, entries: [] })) };

  assert.match(page({ week: empty }), /Tuần này chưa có lịch/);
  assert.doesNotMatch(page({ week: empty }), /Không có lịch|<table/);
  assert.equal(weekBrief(empty, week.from, i18n), false);
});

test("beside an article stands what is on today and tomorrow", () => {
  const days = week.days.map(({ date }) => date);
  const shown = seen(sideOfArticle({ notices: undefined, banners: [], week }, days[0], i18n));

  assert.deepEqual([...shown.matchAll(/<time datetime="([^"]+)"/g)].map(([, date]) => date), days.slice(0, 2));
});
