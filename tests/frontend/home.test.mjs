import assert from "node:assert/strict";
import test from "node:test";
import { headerBanners, sideBanners } from "../../frontend/components/banner-list/banner-list.js";
import { homeView as viewOfHome } from "../../frontend/components/home/home.js";
import { mostRead } from "../../frontend/components/most-read/most-read.js";
import { sideOfArticle } from "../../frontend/components/side/side.js";
import { weekBrief } from "../../frontend/components/week-brief/week-brief.js";
import { article, banner, i18n, notice, seen, site, week } from "./fixtures.mjs";

const home = {
  site,
  banners: { header: [{ ...banner, placement: "header" }], sidebar: [banner] },
  featured: [article],
  articles: [article, { ...article, id: "2", slug: "bai-hai", title: "Bài hai" }],
  notices: [notice],
  calendar: week,
  most_read: [article],
  today: { date: "2026-11-23", holidays: [], notices: [] },
};
const EMPTY = {
  site: { ...site, opening_hours: [], areas: [] },
  banners: { header: [], sidebar: [] },
  featured: [],
  articles: [],
  notices: [],
  calendar: { ...week, days: week.days.slice(1) },
  most_read: [],
  today: { date: "2026-11-23", holidays: [], notices: [] },
};

const TODAY = "2026-11-23";

function homeView(data, words, options) {
  return viewOfHome(data, Date.parse(`${TODAY}T08:00+07:00`), words, options);
}

test("a home page has one title and every part under its heading, in order", () => {
  const page = seen(homeView(home, i18n, { hasMore: true }));

  assert.equal(page.match(/<h1/g).length, 1);
  assert.match(page, /Hôm nay ở xã.*Tin mới.*Thông báo.*Kinh tế<\/a>.*Xem thêm.*Lịch làm việc.*Đọc nhiều/);
  assert.ok(page.indexOf("banner-list--header") > page.indexOf("notices-title"));
  assert.ok(page.indexOf("Thông báo") < page.indexOf("banner-list--side"));
});

test("the newest article leads, and none is there twice", () => {
  const older = { ...article, id: "3", slug: "bai-ba" };
  const page = seen(homeView({ ...home, featured: [article, older], articles: [...home.articles, older], most_read: [] }, i18n));

  assert.deepEqual(page.match(/href="\/bai-viet\/[^"]+"/g), ["lua-he-thu", "bai-ba", "bai-hai"].map((slug) => `href="/bai-viet/${slug}"`));
  assert.match(page, /Tin mới.*article-card--prominent.*lua-he-thu.*Tin nổi bật.*bai-ba/);
  assert.doesNotMatch(seen(homeView(home, i18n)), /Tin nổi bật/);
});

test("what nobody has read is not among what was read most", () => {
  const unread = { ...article, id: "4", title: "Chưa ai đọc", views: 0 };

  assert.doesNotMatch(seen(homeView({ ...home, articles: [article], most_read: [article, unread] }, i18n)), /Chưa ai đọc/);
  assert.doesNotMatch(seen(homeView({ ...home, articles: [article], most_read: [unread] }, i18n)), /Đọc nhiều/);
});

test("a home page offers older articles only while there are any", () => {
  assert.doesNotMatch(seen(homeView(home, i18n)), /Xem thêm/);
});

test("the home page of a new portal says that there is nothing yet", () => {
  const page = seen(homeView(EMPTY, i18n, { hasMore: false }));

  assert.match(page, /Chưa có tin bài nào\./);
  assert.doesNotMatch(page, /null|undefined|false|Thông báo|Đọc nhiều|banner-list|Hôm nay|Lịch làm việc/);
});

test("where a site has areas, each leads to its notices, and nothing stands where it has none", () => {
  const page = seen(homeView(home, i18n));

  assert.match(page, /Chọn xóm của bạn.*href="\/thong-bao\?dia-ban=X%C3%B3m\+3">Xóm 3<\/a>.*notices-title/);
  assert.doesNotMatch(seen(homeView(EMPTY, i18n)), /my-area/);
});

test("banners are linked pictures with the API's words and their label", () => {
  const list = seen(sideBanners([banner], i18n));

  assert.match(list, /<a class="banner" href="https:\/\/dichvucong\.gov\.vn\/">.*alt="Một cụ bà [^"]+".*Cổng dịch vụ công quốc gia<\/span><\/a>/);
});

test("a banner whose words are its label says them once", () => {
  const list = seen(sideBanners([{ ...banner, label: banner.image.alt }], i18n));

  assert.match(list, /alt=""/);
});

test("a banner without an address, or with a dangerous one, is a picture alone", () => {
  const list = seen(sideBanners([{ ...banner, link: null }, { ...banner, link: "javascript:alert(1)", label: null }], i18n));

  assert.doesNotMatch(list, /<a |javascript:|null/);
  assert.equal(list.match(/<div class="banner">/g).length, 2);
});

test("only the first banner of the head is fetched at once", () => {
  const list = seen(headerBanners([banner, banner], i18n));

  assert.equal(list.match(/fetchpriority="high"/g).length, 1);
  assert.equal(list.match(/loading="lazy"/g).length, 1);
});

test("a week tells its number, its days and their lunar dates", () => {
  const view = seen(weekBrief(week, TODAY, i18n));

  assert.match(view, /Tuần 48, từ 23\/11 đến 29\/11\/2026/);
  assert.match(view, /aria-current="date".*<time datetime="2026-11-23">Thứ Hai 23\/11<\/time> <strong[^>]*>Hôm nay<.*<span[^>]*>nhằm 15\/10 ÂL</);
  assert.match(view, /Thứ Ba 24\/11<\/time> <span[^>]*>nhằm 16\/10 nhuận ÂL.*Ngày nghỉ thử.*Không có lịch\./);
});

test("an entry tells when, what, who and where", () => {
  const view = seen(weekBrief(week, TODAY, i18n));

  assert.match(view, /07:30–09:00.*Giao ban đầu tuần &lt;và&gt; chào cờ.*Lê Văn Phúc · Hội trường tầng hai</);
});

test("an entry without an hour names its session, and what became of it with the reason", () => {
  const view = seen(weekBrief(week, TODAY, i18n));

  assert.match(view, /when">Chiều<strong class="mark mark--postponed">Hoãn<\/strong>.*Kiểm tra đường xóm 8.*Lùi sang thứ Năm vì mưa/);
  assert.doesNotMatch(view, /null|undefined|NaN/);
});

for (const [status, words] of [["changed", "Thay đổi"], ["cancelled", "Hủy"], ["added", "Bổ sung"]]) {
  test(`an entry that was ${status} says so in a word`, () => {
    const [monday] = week.days;
    const entries = [{ ...monday.entries[0], status, session: null, start_time: null, end_time: null }];

    const view = seen(weekBrief({ ...week, days: [{ ...monday, entries }] }, TODAY, i18n));

    assert.match(view, new RegExp(`<p class="week-brief__when"><strong class="mark mark--${status}">${words}</strong>`));
  });
}

test("what is read most is a numbered list with counts", () => {
  assert.match(seen(mostRead([article], i18n)), /<ol.*lua-he-thu.*Lượt xem: 26\.239/);
});

test("the views of a home page are pure", () => {
  assert.equal(String(homeView(home, i18n)), String(homeView(home, i18n)));
});

test("the side of an article shows what could be had", () => {
  const all = seen(sideOfArticle({ notices: [notice], banners: [banner], week }, "2026-11-23", i18n));
  const some = seen(sideOfArticle({ notices: undefined, banners: [], week: null }, "2026-11-23", i18n));

  assert.match(all, /notices-title.*class="banner".*week-title/);
  assert.equal(some.trim(), "");
});
