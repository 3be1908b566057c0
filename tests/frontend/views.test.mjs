import assert from "node:assert/strict";
import test from "node:test";
import { articleBody } from "../../frontend/components/article-body/article-body.js";
import { articleCard } from "../../frontend/components/article-card/article-card.js";
import { articleList, moreButton, moreItems } from "../../frontend/components/article-list/article-list.js";
import { articleView, relatedArticles } from "../../frontend/components/article/article.js";
import { nearOf, notFoundState } from "../../frontend/components/not-found/not-found.js";
import { unreachableState, withdrawnState } from "../../frontend/components/page-state/page-state.js";
import { noticeView } from "../../frontend/components/notice/notice.js";
import { picture } from "../../frontend/components/picture/picture.js";
import { siteFooter } from "../../frontend/components/site-footer/site-footer.js";
import { siteHeader } from "../../frontend/components/site-header/site-header.js";
import { translator } from "../../frontend/lib/i18n.js";
import { article, en, i18n, notice, seen, site } from "./fixtures.mjs";

test("an article shows its title, views, date, lead, byline, source and corrections", () => {
  const page = seen(articleView(article, i18n));

  assert.match(page, /<h1[^>]*>Lúa hè thu &lt;được mùa&gt; &amp; &quot;sạch khói&quot;<\/h1>/);
  assert.match(page, /<li>Lượt xem: 26\.239<\/li>/);
  assert.match(page, /<time datetime="2026-09-08T06:30:00\+07:00">Thứ Ba, 08\/09\/2026 06:30<\/time>/);
  assert.match(page, /Năng suất 61,5 tạ/);
  assert.match(page, /article__byline">Thu Hường</);
  assert.match(page, /Nguồn: <a href="https:\/\/bao\.example\/1"[^>]*>Báo Lam Giang<\/a>/);
  assert.match(page, /Đính chính.*09\/09\/2026<\/time>: Sửa số hộ\./);
  assert.match(page, /Máy gặt trên đồng\. Ảnh: Minh/);
  assert.match(page, /Từ khóa: <a href="\/tu-khoa\/lua">lúa<\/a>, <a href="\/tu-khoa\/hop-tac-xa">hợp tác xã<\/a>/);
});

test("whatever was changed after it had been published says when", () => {
  const updated_at = "2026-11-20T16:05:00+07:00";
  const said = /Cập nhật(?:<\/dt><dd>| )<time datetime="2026-11-20T16:05:00\+07:00" title="16:05 20\/11\/2026" data-ago>/;

  assert.match(seen(articleView({ ...article, updated_at }, i18n)), said);
  assert.match(seen(noticeView({ ...notice, updated_at }, i18n, "")), said);
  assert.doesNotMatch(seen(articleView(article, i18n)) + seen(noticeView(notice, i18n, "")), /data-ago/);
});

test("an article with nothing but a title has no empty rows", () => {
  const bare = { title: "Chỉ có tiêu đề", slug: "x", body: { html: "" }, images: [], corrections: [], tags: [] };

  const page = seen(articleView(bare, i18n));

  assert.match(page, /Chỉ có tiêu đề/);
  assert.doesNotMatch(page, /null|undefined|NaN|Lượt xem|Nguồn|Đính chính|Từ khóa|<figure|<time/);
});

test("an article leads to its category, and can be handed on without anybody's script", () => {
  const page = seen(articleView(article, i18n));
  const address = encodeURIComponent(article.url);

  assert.match(page, /<nav class="breadcrumb".*<a href="\/chuyen-muc\/kinh-te">Kinh tế<\/a>/);
  assert.ok(page.includes(`href="https://www.facebook.com/sharer/sharer.php?u=${address}" target="_blank" rel="noopener noreferrer"`));
  assert.ok(page.includes(`href="https://zalo.me/share?url=${address}"`));
  assert.match(page, /data-listen>Nghe<.*data-print>In<.*data-save>Lưu<.*data-copy>Chép liên kết</);
});

test("figures in tables end below each other; words and days do not", () => {
  const cell = (inside) => seen(articleBody(`<table><tbody><tr><td>${inside}</td></tr></tbody></table>`, [], i18n));

  const figures = ["1.250.000", "<p>12,5 %</p>", "-3", "7 hộ", "1.846 hồ sơ", "<p><strong>3,5 triệu đồng</strong></p>", "120 m²", "85 m<sup>2</sup>",
    "62 tạ/ha", "15.000 đồng/m2", "1 200 000 VNĐ", "40km", "28 °C"];
  const words = ["12/07/2026", "", "<p>Xóm 3</p>", "07:30", "7h30", "15/TB-UBND", "0238 000 0000 (trực)", "3A", "5 Lê Lợi", "2. Tổ chức", "4 hộ được hỗ trợ xây nhà"];
  for (const each of figures) assert.match(cell(each), /<td class="figures">/, each);
  for (const each of words) assert.match(cell(each), /<td>/, each);
});

test("what heads a column of figures stands above their ends", () => {
  const shown = (rows) => seen(articleBody(`<table><thead><tr>${rows[0]}</tr></thead><tbody>${rows.slice(1).map((row) => `<tr>${row}</tr>`).join("")}</tbody></table>`, [], i18n));
  const head = '<th scope="col">Xóm</th><th scope="col">Hộ</th><th scope="col">Ghi chú</th>';

  assert.match(shown([head, '<th scope="row">Xóm 1</th><td>85</td><td>đủ</td>', '<th scope="row">Cộng</th><td>85</td><td></td>']),
    /<th scope="col">Xóm<\/th><th class="figures" scope="col">Hộ<\/th><th scope="col">Ghi chú<\/th>.*<th scope="row">Cộng/);
  assert.doesNotMatch(shown(['<th scope="col" colspan="2">Xóm</th><th>Hộ</th>', "<td>1</td><td>Một</td><td>85</td>"]), /<th class/);
});

test("a title of many letters is set in smaller ones", () => {
  assert.match(seen(articleView({ ...article, title: "A".repeat(91) }, i18n)), /<h1 class="article__title article__title--long">/);
  assert.match(seen(articleView(article, i18n)), /<h1 class="article__title">/);
});

test("photos in a row are a gallery that a finger and the arrows move, one alone is none", () => {
  const figure = (name) => `<figure><img src="/media/${name}.jpg"><figcaption>Ảnh ${name}</figcaption></figure>`;
  const body = seen(articleBody(`<p>Một</p>${figure("a")}${figure("b")}\n${figure("c")}<p>Hai</p>${figure("d")}`, [], i18n));

  assert.equal(body.match(/class="gallery"/g).length, 1);
  assert.match(body, /<div class="gallery" role="region" tabindex="0" aria-label="3 ảnh, vuốt[^"]*">.*Ảnh c<\/figcaption><span class="gallery__number">3\/3<\/span><\/figure><\/div><p>Hai/);
  assert.match(body, /<p>Hai<\/p><figure><img src="\/media\/d.jpg">/);
});

test("a link to a film that stands alone is pressed before anybody is asked; other links are links", () => {
  const shown = (address, words = "Phóng sự") => seen(articleBody(`<p><a href="${address}" rel="noopener">${words}</a></p>`, [], i18n));

  for (const address of ["https://www.youtube.com/watch?v=aqz-KE-bpKQ&amp;t=3", "https://youtu.be/aqz-KE-bpKQ", "https://www.youtube.com/embed/aqz-KE-bpKQ?rel=0"]) {
    assert.match(shown(address), /<p class="film"><a href="[^"]+" rel="noopener" data-film="aqz-KE-bpKQ">Phóng sự<\/a> <small>Bấm để xem/);
  }
  assert.match(shown("https://youtu.be/aqz-KE-bpKQ", "https://youtu.be/aqz-KE-bpKQ"), />Xem phim<\/a>/);
  for (const address of ["https://youtube.com.evil.vn/watch?v=aqz-KE-bpKQ", "https://www.youtube.com/@xa", "https://youtu.be/aqz-KE-bpKQ11"]) {
    assert.doesNotMatch(shown(address), /film/);
  }
  assert.doesNotMatch(seen(articleBody('<p>Xem <a href="https://youtu.be/aqz-KE-bpKQ">phim</a></p>', [], i18n)), /data-film/);
});

test("in an English frame the words of an article say that they are Vietnamese", () => {
  const page = seen(articleView(article, translator("en", en)));

  assert.match(page, /<h1 class="article__title" lang="vi">/);
  assert.match(page, /<div class="article-body" lang="vi">/);
  assert.match(page, /<li>Views: 26,239<\/li>/);
  assert.doesNotMatch(seen(articleView(article, i18n)), /lang=/);
});

test("an article offers its files", () => {
  const page = seen(articleView({ ...article, attachments: notice.attachments }, i18n));

  assert.match(page, /Tệp đính kèm.*f\.pdf/);
});

test("a source with a dangerous address is named but not linked", () => {
  const source = { name: "Báo", url: "javascript:alert(1)", canonical_url: null };

  const page = seen(articleView({ ...article, source }, i18n));

  assert.match(page, /Nguồn: Báo/);
  assert.doesNotMatch(page, /javascript:/);
});

test("a cover that is also a photo of the body is shown once", () => {
  const page = seen(articleView({ ...article, images: [article.cover], body: { html: "" } }, i18n));

  assert.doesNotMatch(page, /article__cover/);
});

test("photos of the body come in every size, lazily, in boxes of their size", () => {
  const body = seen(articleBody(article.body.html, article.images, i18n));

  assert.match(body, /srcset="\/media\/a-320\.jpg 320w, \/media\/a-640\.jpg 640w"/);
  assert.match(body, /width="640" height="400" alt="Ruộng &gt; bờ" loading="lazy"/);
  assert.match(body, /\/media\/b-300\.jpg.*alt=""/);
  assert.match(body, /<figcaption>Cánh đồng\.<\/figcaption>/);
  assert.doesNotMatch(body, /media\/a\.jpg/);
});

test("the body stays as it came when photos and their facts do not pair", () => {
  const body = seen(articleBody(article.body.html, article.images.slice(1), i18n));

  assert.match(body, /<img src="https:\/\/yen-hoa\.example\/media\/a\.jpg" alt="Ruộng > bờ">/);
});

test("a wide table can be scrolled by keyboard, and every opened box is closed", () => {
  const body = seen(articleBody(article.body.html, article.images, i18n));

  assert.match(body, /<div class="article-body__scroll" role="region" tabindex="0" aria-label="[^"]+"><table>.*<\/table><\/div>/);
});

test("a picture offers AVIF, then WebP, then JPEG from small to large", () => {
  const markup = seen(picture(article.cover, { sizes: "50vw", eager: true }));

  assert.ok(markup.indexOf("image/avif") < markup.indexOf("image/webp"));
  assert.match(markup, /<img src="\/media\/c-640\.jpg" srcset="\/media\/c-320\.jpg 320w, \/media\/c-640\.jpg 640w, \/media\/c-1280\.jpg 1280w"/);
  assert.match(markup, /fetchpriority="high"/);
  assert.doesNotMatch(markup, /loading="lazy"/);
});

test("a picture without files is no picture", () => {
  assert.equal(String(picture({ ...article.cover, renditions: [] }, { sizes: "1px" })), "");
});

test("a card links to the article on this very site and names its category and date", () => {
  const card = seen(articleCard(article, i18n));

  assert.match(card, /<a href="\/bai-viet\/lua-he-thu">/);
  assert.match(card, /Kinh tế/);
  assert.match(card, /08\/09\/2026/);
  assert.match(card, /alt=""/);
});

test("a card lives without cover, lead and category", () => {
  const card = seen(articleCard({ ...article, cover: null, lead: null, category: null }, i18n));

  assert.doesNotMatch(card, /null|<picture|article-card__lead/);
});

test("a list shows as many large as it is told, and the picture of the first at once", () => {
  const list = seen(articleList([article, article, article], i18n, { large: 2 }));

  assert.equal(list.match(/article-card--prominent/g).length, 2);
  assert.equal(list.match(/fetchpriority="high"/g).length, 1);
  assert.doesNotMatch(seen(articleList([article], i18n)), /article-card--prominent/);
});

test("older articles are added to the one list that grows", () => {
  assert.match(seen(articleList([article], i18n, { isGrowing: true })), /<ol class="article-list" data-list>/);
  assert.match(seen(articleList([article], i18n)), /<ol class="article-list">/);
  assert.match(seen(moreItems([article], i18n)), /^ ?<li/);
  assert.match(seen(moreButton(i18n)), /role="status".*<button type="button"[^>]*>Xem thêm</);
});

test("related articles are a list, or nothing at all", () => {
  assert.match(seen(relatedArticles([article], i18n)), /Tin liên quan.*lua-he-thu/);
  assert.equal(String(relatedArticles([], i18n)), "");
});

test("the footer hides every empty field and links phone numbers", () => {
  const footer = seen(siteFooter(site, i18n));

  assert.match(footer, /<a href="tel:02380000000">0238 000 0000<\/a>/);
  assert.match(footer, /Chịu trách nhiệm chính<\/dt><dd>Lê Văn Phúc</);
  assert.match(footer, /Xã Yên Thượng \(đến ngày 30\/06\/2025\)/);
  assert.match(footer, /Thứ Hai, Thứ Năm: <span class="nowrap">07:00–11:30</);
  assert.doesNotMatch(footer, /Fax|Thư điện tử|Đường dây nóng|null|undefined/);
});

test("the footer tells where else the commune writes, and by what it is measured", () => {
  const social = [{ name: "Zalo <xã>", url: "https://zalo.me/1" }, { name: "Cũ", url: "http://cu.vn" }];
  const links = [{ name: "Cổng <tỉnh>", url: "http://tinh.example.vn" }];
  const footer = seen(siteFooter({ ...site, social, links, measurement: { label: "EMC 12" } }, i18n));

  assert.match(footer, /Mạng xã hội<\/dt><dd><ul><li><a href="https:\/\/zalo\.me\/1" rel="noopener noreferrer">Zalo &lt;xã&gt;<\/a><\/li><\/ul>.*EMC 12/);
  assert.match(footer, /Liên kết<\/dt><dd><ul><li><a href="http:\/\/tinh\.example\.vn" rel="noopener noreferrer">Cổng &lt;tỉnh&gt;</);
  assert.doesNotMatch(footer, /Cũ/);
  assert.doesNotMatch(seen(siteFooter({ ...site, social: social.slice(1) }, i18n)), /Mạng xã hội/);
});

test("opening hours tell their season, also one that is open at an end", () => {
  const [rule] = site.opening_hours;
  const winter = { ...rule, valid_from: "2026-10-17", valid_to: "2027-04-15" };
  const from = { ...rule, valid_from: "2026-10-17" };

  const footer = seen(siteFooter({ ...site, opening_hours: [winter, from] }, i18n));

  assert.match(footer, /11:30<\/span> từ 17\/10\/2026 đến 15\/04\/2027<\/li>/);
  assert.match(footer, /11:30<\/span> từ 17\/10\/2026<\/li>/);
});

test("the footer of a site that says nothing is its name", () => {
  const empty = Object.fromEntries(Object.entries(site).map(([key, value]) => [key, Array.isArray(value) ? [] : null]));

  const footer = seen(siteFooter({ ...empty, name: "Xã Yên Hòa" }, i18n));

  assert.match(footer, /Xã Yên Hòa/);
  assert.deepEqual(footer.match(/<div[^>]*><dt>[^<]*/g), ['<div class="later" data-totals data-later><dt>Lượt xem']);
});

test("the banner names the site, or what it is when the name could not be had", () => {
  const here = { path: "/", now: "2026-11-24T08:00:00+07:00", other: { language: "en", href: "/?lang=en" } };

  assert.match(seen(siteHeader({ site }, here, i18n)), /Ủy ban nhân dân xã Yên Hòa.*Cổng thông tin điện tử xã Yên Hòa/);
  assert.match(seen(siteHeader({ site: null }, here, i18n)), /Cổng thông tin điện tử/);
});

test("a withdrawn article tells reason, note, day and what replaces it", () => {
  const problem = { reason: "superseded", public_note: "Xem bài mới <b>.", withdrawn_at: "2026-10-01T08:00:00+07:00" };

  const state = seen(withdrawnState(problem, { href: "/bai-viet/bai-moi", title: "Bài mới" }, i18n));

  assert.match(state, /Nội dung đã được gỡ/);
  assert.match(state, /Lý do: đã có nội dung khác thay thế/);
  assert.match(state, /Xem bài mới &lt;b&gt;\./);
  assert.match(state, /01\/10\/2026/);
  assert.match(state, /<a href="\/bai-viet\/bai-moi">Bài mới<\/a>/);
});

test("a withdrawn article says so even when the API tells nothing more", () => {
  assert.match(seen(withdrawnState(null, undefined, i18n)), /Nội dung đã được gỡ/);
});

test("where nothing is stands a form to search with, and what may be meant", () => {
  const near = nearOf([{ type: "notice", slug: "cat-dien", title: "Cắt <điện>" }, { type: "calendar_entry", slug: null, title: "Họp" }]);

  assert.match(seen(notFoundState(i18n, near)), /Có thể bạn tìm.*href="\/thong-bao\/cat-dien">Cắt &lt;điện&gt;<.*action="\/tim-kiem"/);
  assert.doesNotMatch(seen(notFoundState(i18n, near)), /Họp/);
  assert.doesNotMatch(seen(notFoundState(i18n)), /Có thể bạn tìm/);
});

test("what cannot be shown is said in words, with a way on", () => {
  assert.match(seen(notFoundState(i18n)), /Không tìm thấy trang.*href="\/"/);
  assert.match(seen(unreachableState(i18n)), /Chưa tải được nội dung.*<button/);
});

test("every view is pure: the same data give the same markup", () => {
  const views = [() => articleView(article, i18n), () => articleCard(article, i18n), () => siteFooter(site, i18n)];

  for (const view of views) assert.equal(String(view()), String(view()));
});
