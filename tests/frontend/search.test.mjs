import assert from "node:assert/strict";
import test from "node:test";
import { hitList, marked } from "../../frontend/components/hit-list/hit-list.js";
import { askedOf, followingUrl, resultsView, searchUrl, searchView, statusWords } from "../../frontend/components/search/search.js";
import { html } from "../../frontend/lib/html.js";
import { queryOf } from "../../frontend/pages/address.js";
import { i18n, seen } from "./fixtures.mjs";

const NOTHING = { q: null, type: null, from: null, to: null, cursor: null };
const HIT = {
  type: "article",
  slug: "dat-dai",
  url: "https://yenhoa.example/bai-viet/dat-dai",
  published_at: "2026-11-12T09:00:00+07:00",
  highlights: { title: "<mark>Đất</mark> đai", lead: "Không có gì", body: "… thửa <mark>đất</mark> …" },
};
const ENTRY = { ...HIT, type: "calendar_entry", slug: null, url: "https://yenhoa.example/lich-lam-viec/2026-W48" };
const NEXT = "/v1/search?site=yen-hoa&q=dat&cursor=a%2Bb";

function shown(highlight) {
  return String(html`${marked(highlight)}`);
}

test("an address asks for words, a type, days and a page, and nothing else", () => {
  const search = "?q=%C4%91%E1%BA%A5t+%22h%E1%BB%99+ngh%C3%A8o%22&loai=notice&tu=2026-01-02&den=2026-03-04&cursor=abc";

  const asked = askedOf(queryOf(search));

  assert.deepEqual(asked, { q: 'đất "hộ nghèo"', type: "notice", from: "2026-01-02", to: "2026-03-04", cursor: "abc" });
  assert.equal(searchUrl(asked), `/tim-kiem${search}`);
  assert.equal(searchUrl(NOTHING), "/tim-kiem");
});

test("what an address asks for wrongly is not asked of the API", () => {
  assert.deepEqual(askedOf(queryOf("?q=+a+&loai=<b>&tu=2026&den=2026-1-1&cursor=")), NOTHING);
});

test("nothing of a highlight becomes an element but its marks", () => {
  assert.equal(shown("a <mark>b</mark> c"), "a <mark>b</mark> c");
  assert.equal(shown("&lt;b&gt; &amp;amp; &quot;&#x27;"), "&lt;b&gt; &amp;amp; &quot;&#39;");
  assert.equal(shown("<mark>&lt;script&gt;</mark>"), "<mark>&lt;script&gt;</mark>");
  for (const hostile of ["<img src=x onerror=alert(1)>", "<mark onclick=alert(1)>x</mark>", "<mark><svg/onload=alert(1)></mark>", "<mark>x", "&#60;b&#62;"]) {
    assert.doesNotMatch(shown(hostile).replace(/<\/?mark>/g, ""), /</, hostile);
  }
});

test("a hit of a notice that holds no more says so", () => {
  for (const active of [null, true]) assert.doesNotMatch(seen(hitList([{ ...HIT, active }], i18n)), /hết hạn/);
  assert.match(seen(hitList([{ ...HIT, active: false }], i18n)), /<strong class="mark mark--expired">Đã hết hạn<\/strong>/);
});

test("a hit tells its type, day, title and the place that holds what was looked for", () => {
  const found = seen(hitList([HIT], i18n));

  assert.match(found, /Tin bài<\/span> <time datetime="2026-11-12T09:00:00\+07:00">12\/11\/2026</);
  assert.match(found, /<h2 class="hit__title"><a href="\/bai-viet\/dat-dai"><mark>Đất<\/mark> đai<\/a>/);
  assert.match(found, /<p class="hit__text">… thửa <mark>đất<\/mark> …<\/p>/);
  assert.doesNotMatch(found, /Không có gì/);
});

test("the lead is shown where it holds something, and where nothing else does", () => {
  const lead = { ...HIT, highlights: { title: "x", lead: "có <mark>đất</mark>", body: "thửa <mark>đất</mark>" } };
  const none = { ...HIT, highlights: { title: "x", lead: "Tóm tắt", body: null } };
  const bare = { ...HIT, highlights: { title: "x", lead: null, body: null } };

  assert.match(seen(hitList([lead], i18n)), /hit__text">có <mark>/);
  assert.match(seen(hitList([none], i18n)), /hit__text">Tóm tắt</);
  assert.doesNotMatch(seen(hitList([bare], i18n)), /hit__text|null/);
});

test("an entry of the calendar leads to its week", () => {
  assert.match(seen(hitList([ENTRY], i18n)), /Lịch làm việc<\/span> <span>Tuần 48, năm 2026<.*href="\/lich-lam-viec\/2026-W48"/);
});

test("the form holds what was asked for, escaped, and opens its choices where one was made", () => {
  const plain = seen(searchView({ ...NOTHING, q: '"><b>' }, {}, i18n));
  const chosen = seen(searchView({ ...NOTHING, q: "đất", type: "page", to: "2026-03-04" }, {}, i18n));

  assert.match(plain, /<form[^>]* role="search" action="\/tim-kiem">.*value="&quot;&gt;&lt;b&gt;"/);
  assert.match(plain, /<details class="search__choice">/);
  assert.match(chosen, /<details class="search__choice" open>.*<option value="page" selected>.*name="den" type="date" value="2026-03-04"/);
});

test("results lead on to those after them, and back to the first", () => {
  const asked = { ...NOTHING, q: "dat", type: "notice" };
  const first = seen(resultsView({ items: [HIT], next: NEXT }, asked, i18n));
  const later = seen(resultsView({ items: [HIT], next: null }, { ...asked, cursor: "x" }, i18n));

  assert.match(first, /rel="next" href="\/tim-kiem\?q=dat&amp;loai=notice&amp;cursor=a%2Bb" data-search-more>Xem thêm kết quả/);
  assert.doesNotMatch(first, /Về đầu/);
  assert.match(later, /href="\/tim-kiem\?q=dat&amp;loai=notice">Về đầu kết quả/);
  assert.doesNotMatch(later, /rel="next"/);
  assert.equal(followingUrl(null, asked), null);
  assert.equal(followingUrl(NEXT, { ...asked, prefix: true }), "/tim-kiem?q=dat&loai=notice");
});

test("where nothing is found or asked there is advice", () => {
  const empty = { items: [], next: null, total: 0 };

  assert.match(seen(resultsView(null, NOTHING, i18n)), /Gõ ít nhất hai chữ cái/);
  assert.match(seen(resultsView(empty, { ...NOTHING, q: "x y", from: "2026-01-01" }, i18n)), /Thử bớt từ.*Thử bỏ dấu.*href="\/tim-kiem\?q=x\+y">Tìm ở mọi loại/);
  assert.doesNotMatch(seen(resultsView(empty, { ...NOTHING, q: "x y" }, i18n)), /<a /);
});

test("a page may be empty and still lead on", () => {
  const page = seen(resultsView({ items: [], next: NEXT, total: null }, { ...NOTHING, q: "dat" }, i18n));

  assert.match(page, /^\s*<nav class="paging".*rel="next"/);
  assert.doesNotMatch(page, /Thử bớt từ/);
});

test("it says how many were found, or why none could be", () => {
  const words = (outcome, cursor = null) => statusWords(outcome, { ...NOTHING, cursor }, i18n);

  assert.equal(words({}), "");
  assert.equal(words({ page: { items: [HIT], total: 1234 } }), "Tìm thấy 1.234 kết quả.");
  assert.equal(words({ page: { items: [], total: 0 } }), "Không tìm thấy kết quả nào.");
  assert.equal(words({ page: { items: [HIT], total: null, next: NEXT } }), "1 kết quả ở trang này.");
  assert.equal(words({ page: { items: [HIT], total: null, next: null } }, "x"), "1 kết quả ở trang này.");
  assert.equal(words({ page: { items: [], total: null, next: null } }, "x"), "Không còn kết quả nào nữa.");
  assert.equal(words({ page: { items: [HIT], total: null, next: null } }), "Tìm thấy 1 kết quả.");
  assert.match(words({ page: { items: [], total: null, next: NEXT } }), /^Chưa thấy/);
  assert.match(words({ error: { status: 429, wait: 7 } }), /thử lại sau 7 giây/);
  assert.match(words({ error: { status: 429, wait: null } }), /sau ít phút/);
  assert.match(words({ error: { status: 400 } }), /xem lại từ và ngày/);
  assert.match(words({ error: { status: 0 } }), /máy chủ chưa trả lời/);
});
