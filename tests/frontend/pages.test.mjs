import assert from "node:assert/strict";
import test from "node:test";
import { categoryView } from "../../frontend/components/category/category.js";
import { contactView } from "../../frontend/components/contact/contact.js";
import { siteMapView } from "../../frontend/components/site-map/site-map.js";
import { leadersView } from "../../frontend/components/leaders/leaders.js";
import { keptNote } from "../../frontend/components/page-state/page-state.js";
import { standingPageView } from "../../frontend/components/standing-page/standing-page.js";
import { article, i18n, seen, site } from "./fixtures.mjs";

const CATEGORY = { slug: "kinh-te", name: "Kinh tế <mới>", parent: null, below: [] };
const NEXT = "/v1/articles?site=yen-hoa&category=kinh-te&limit=12&cursor=a%2Bb";
const PAGES = [
  { slug: "gioi-thieu", title: "Giới thiệu", parent: null },
  { slug: "co-cau", title: "Cơ cấu tổ chức", parent: "gioi-thieu" },
  { slug: "chuc-nang", title: "Chức năng", parent: "gioi-thieu" },
];
const OFFICIAL = { name: "Hồ Sỹ Hùng", position: "Phó Chủ tịch", phone: "0238 000 0005", email: "hung@yenhoa.example", photo: null };
const whole = (items) => ({ items, next: null });

test("a category has its name, its articles below it, and the first of them large", () => {
  const page = seen(categoryView(CATEGORY, { items: [article, article], next: null }, i18n));

  assert.match(page, /<h1 class="page-title">Kinh tế &lt;mới&gt;<\/h1>/);
  assert.equal(page.match(/<h2 class="article-card__title">/g).length, 2);
  assert.equal(page.match(/article-card--prominent/g).length, 1);
  assert.doesNotMatch(page, /class="paging"|null/);
});

test("later pages of a category have addresses, and lead back as well as on", () => {
  const shown = (next, asked) => seen(categoryView(CATEGORY, { items: [article], next }, i18n, asked));
  const first = shown(NEXT, {});
  const last = shown(null, { cursor: "x" });
  const back = shown(NEXT, { cursor: "x", nguoc: "true" });
  const newest = shown(null, { cursor: "x", nguoc: "true" });

  assert.match(first, /rel="next" href="\/chuyen-muc\/kinh-te\?cursor=a%2Bb"/);
  assert.doesNotMatch(first, /rel="prev"/);
  assert.match(last, /rel="prev" href="\/chuyen-muc\/kinh-te\?cursor=x&amp;nguoc=true">Tin mới hơn</);
  assert.doesNotMatch(last, /rel="next"|article-card--prominent/);
  assert.match(back, /rel="prev" href="\/chuyen-muc\/kinh-te\?cursor=a%2Bb&amp;nguoc=true".*rel="next" href="\/chuyen-muc\/kinh-te\?cursor=x"/);
  assert.doesNotMatch(newest, /rel="prev"/);
});

test("a category leads to the one above and to those below it", () => {
  const category = { ...CATEGORY, parent: { slug: "tin", name: "Tin tức" }, below: [{ slug: "lua", name: "Lúa" }] };

  const page = seen(categoryView(category, { items: [], next: null }, i18n));

  assert.match(page, /breadcrumb.*href="\/chuyen-muc\/tin">Tin tức.*aria-label="Chuyên mục con".*href="\/chuyen-muc\/lua">Lúa.*Chưa có tin bài nào/);
});

test("a standing page shows its text, and those below it", () => {
  const page = { ...PAGES[0], body: { html: "<p>Xã Yên Hòa.</p>" }, updated_at: "2026-06-01T08:00:00+07:00" };

  const view = seen(standingPageView(page, PAGES, i18n));

  assert.match(view, /<h1 class="page-title">Giới thiệu<\/h1>.*<p>Xã Yên Hòa\.<\/p>.*Cập nhật <time datetime="2026-06-01T08:00:00\+07:00" title="08:00 01\/06\/2026" data-ago>08:00 01\/06\/2026</);
  assert.match(view, /href="\/trang\/co-cau">.*href="\/trang\/chuc-nang">/);
});

test("a page below another leads up to it and shows those beside it, itself marked", () => {
  const view = seen(standingPageView({ ...PAGES[1], body: { html: "" } }, PAGES, i18n));

  assert.match(view, /breadcrumb.*href="\/trang\/gioi-thieu">Giới thiệu/);
  assert.match(view, /href="\/trang\/co-cau" aria-current="page"/);
});

test("a page stands alone when the others could not be had", () => {
  assert.doesNotMatch(seen(standingPageView({ ...PAGES[1], body: { html: "" } }, [], i18n)), /null|undefined|page__nearby/);
});

test("the contact page can be called, written to, found on a map, and hides what is empty", () => {
  const page = seen(contactView({ ...site, hotline: "0238 000 0001" }, whole([OFFICIAL]), i18n));

  assert.match(page, /Đường dây nóng <strong><a href="tel:02380000001">/);
  assert.match(page, /href="https:\/\/www\.google\.com\/maps\/search\/\?api=1&amp;query=[^"]*X%C3%B3m\+5"/);
  assert.match(page, /Hồ Sỹ Hùng<.*Phó Chủ tịch.*href="tel:02380000005".*href="mailto:hung@yenhoa\.example"/);
  assert.match(page, /official__initial" aria-hidden="true">H</);
  assert.doesNotMatch(page, /Fax|Thư điện tử|null|undefined/);
});

test("the contact page of a site that says nothing, and whose leaders could not be had, still stands", () => {
  const empty = Object.fromEntries(Object.entries(site).map(([key, value]) => [key, Array.isArray(value) ? [] : null]));

  const page = seen(contactView({ ...empty, name: "Xã Yên Hòa" }, null, i18n));

  assert.match(page, /Xã Yên Hòa.*Chưa tải được danh sách lãnh đạo/);
  assert.doesNotMatch(page, /null|undefined|maps/);
});

test("the map of the portal has each part below its parent, and an orphan for itself", () => {
  const categories = [{ slug: "tin", name: "Tin <mới>", parent: null }, { slug: "con", name: "Tin con", parent: "tin" }];
  const pages = [{ slug: "la", title: "Lịch sử", parent: "chua-dang" }];
  const page = seen(siteMapView({ categories: whole(categories), pages: { items: pages, next: "/v1/pages?cursor=a" }, feeds: [{ url: "/feeds/articles.rss", title: "RSS" }] }, i18n));

  assert.match(page, /<li><a href="\/chuyen-muc\/tin">Tin &lt;mới&gt;<\/a><ul><li><a href="\/chuyen-muc\/con">Tin con<\/a><\/li><\/ul><\/li>/);
  assert.match(page, /<a href="\/trang\/la">Lịch sử<\/a>.*<a href="\/tim-kiem">Chỉ có 1 mục đầu ở đây/);
  assert.equal(page.match(/mục đầu/g).length, 1);
  for (const path of ["/", "/thong-bao", "/van-ban", "/lich-lam-viec", "/lanh-dao", "/lien-he", "/tim-kiem"]) assert.ok(page.includes(`href="${path}"`), path);
  assert.doesNotMatch(seen(siteMapView({ categories: whole([]), pages: whole([]), feeds: [] }, i18n)), /undefined|null|Tin tức/);
});

test("the page of leaders tells body, term, duties and biography, and has no empty rows", () => {
  const told = { ...OFFICIAL, id: "7", unit: "Ủy ban nhân dân", term: "2021–2026", duties: "Phụ trách đất đai.\n\nPhụ trách <b>.", biography: "Kỹ sư." };

  const page = seen(leadersView(whole([told, { name: "Bà Lan" }]), null, i18n));

  assert.match(page, /<h2 [^>]*>Hồ Sỹ Hùng<.*Phó Chủ tịch.*Ủy ban nhân dân.*Nhiệm kỳ: <span>2021–2026<.*Nhiệm vụ được giao<.*đất đai\.<\/p><p [^>]*>Phụ trách &lt;b&gt;.*Tiểu sử tóm tắt<.*Kỹ sư/);
  assert.equal(page.match(/Nhiệm vụ được giao/g).length, 1);
  assert.doesNotMatch(page, /null|undefined/);
  assert.match(seen(leadersView(whole([]), null, i18n)), /sẽ được đăng tại đây/);
  assert.match(seen(contactView(site, whole([told]), i18n)), /href="\/lanh-dao"/);
});

test("leaders of whom there are more than an answer holds are led on to", () => {
  const page = { items: [OFFICIAL], next: "/v1/officials?site=a&cursor=b%2Fc" };

  assert.match(seen(contactView(site, page, i18n)), /<a href="\/lanh-dao">Xem tất cả lãnh đạo</);
  assert.match(seen(leadersView(page, null, i18n)), /rel="next" href="\/lanh-dao\?cursor=b%2Fc">Xem tiếp danh sách</);
  assert.match(seen(leadersView(whole([OFFICIAL]), "b/c", i18n)), /href="\/lanh-dao">Về trang đầu</);
  assert.doesNotMatch(seen(contactView(site, whole([OFFICIAL]), i18n)), /Xem tất cả/);
});

test("what is kept is said to be old, with a way to try again", () => {
  assert.match(seen(keptNote(i18n)), /role="status".*có thể chưa phải là mới nhất.*data-retry/);
});
