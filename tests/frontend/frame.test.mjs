import assert from "node:assert/strict";
import test from "node:test";
import { emergencyBar, endings } from "../../frontend/components/emergency-bar/emergency-bar.js";
import { siteFooter } from "../../frontend/components/site-footer/site-footer.js";
import { siteHeader } from "../../frontend/components/site-header/site-header.js";
import { siteMenu } from "../../frontend/components/site-menu/site-menu.js";
import { translator } from "../../frontend/lib/i18n.js";
import { en, i18n, notice, seen, site } from "./fixtures.mjs";

const HERE = { path: "/thong-bao", now: "2026-11-24T08:00:00+07:00", other: { language: "en", href: "/thong-bao?lang=en" } };
const PAGES = [
  { slug: "gioi-thieu", title: "Giới thiệu <xã>", parent: null },
  { slug: "co-cau", title: "Cơ cấu", parent: "gioi-thieu" },
  { slug: "thu-tuc", title: "Thủ tục", parent: null },
  { slug: "lien-he", title: "Liên hệ cũ", parent: null },
];
const CATEGORIES = [
  { slug: "kinh-te", name: "Kinh tế", parent: null },
  { slug: "lua", name: "Lúa", parent: "kinh-te" },
  { slug: "mo-coi", name: "Mồ côi", parent: "khong-con" },
];

function menu(parts, path = "/") {
  return seen(siteMenu({ categories: CATEGORIES, pages: PAGES, ...parts }, path, i18n));
}

test("the menu leads to standing pages with theirs below them, to categories, and to what every portal has", () => {
  const found = menu({});

  assert.match(found, /<summary[^>]*><span>Giới thiệu &lt;xã&gt;<\/span><\/summary>.*href="\/trang\/gioi-thieu".*href="\/trang\/co-cau"/);
  assert.match(found, /<li> ?<a class="menu__link" href="\/trang\/thu-tuc">Thủ tục<\/a><\/li>/);
  assert.match(found, /href="\/chuyen-muc\/kinh-te">Kinh tế<\/a><ul><li> ?<a class="menu__link" href="\/chuyen-muc\/lua">Lúa/);
  assert.match(found, /href="\/chuyen-muc\/mo-coi">/);
  assert.match(found, /href="\/thong-bao">.*href="\/lich-lam-viec">.*href="\/lien-he">/);
  assert.doesNotMatch(found, /Liên hệ cũ/);
});

test("many standing pages are one group of the menu", () => {
  const pages = ["a", "b", "c"].map((slug) => ({ slug, title: slug, parent: null }));

  const found = menu({ pages });

  assert.match(found, /<summary[^>]*>Giới thiệu<\/summary>/);
  assert.equal(found.match(/<details/g).length, 2);
});

test("the menu marks where the reader is, and lives without what could not be had", () => {
  const found = menu({ categories: null, pages: null }, "/lien-he");

  assert.match(found, /href="\/lien-he" aria-current="page"/);
  assert.equal(found.match(/<li>/g).length, 5);
  assert.doesNotMatch(found, /null|<details/);
});

test("the head tells the day, the sizes of letters, the colours and the other language", () => {
  const head = seen(siteHeader({ site, categories: [], pages: [] }, HERE, i18n));

  assert.match(head, /Thứ Ba, 24\/11\/2026/);
  assert.match(head, /aria-label="A−, chữ nhỏ hơn">A−<.*aria-label="A\+, chữ lớn hơn">A\+</);
  assert.match(head, /<option value="contrast">Tương phản cao</);
  assert.match(head, /href="\/thong-bao\?lang=en" hreflang="en" lang="en">English</);
});

test("an English head has the site's English names, else says that its words are Vietnamese", () => {
  const english = translator("en", en);
  const named = { ...site, name_en: "Yen Hoa Portal", organisation_en: "People's Committee" };

  assert.match(seen(siteHeader({ site: named }, HERE, english)), /People&#39;s Committee.*Yen Hoa Portal/);
  assert.match(seen(siteHeader({ site }, HERE, english)), /<p class="site-header__names" lang="vi">/);
  assert.match(seen(siteFooter(named, english)), /Yen Hoa Portal.*Responsible person/);
});

test("a logo stands in the head when the site has one", () => {
  const logo = { width: 64, height: 64, renditions: [{ url: "/media/l.png", width: 64, height: 64, format: "jpeg" }] };

  assert.match(seen(siteHeader({ site: { ...site, logo } }, HERE, i18n)), /src="\/media\/l\.png"/);
});

test("an emergency is a named bar with a link, and leaves at its minute", () => {
  const end = Date.parse(notice.expires_at);
  const bar = (now) => seen(emergencyBar([notice], now, i18n));

  assert.match(bar(end - 1), /<section class="emergency" aria-label="Tin khẩn">.*Khẩn<.*href="\/thong-bao\/niem-yet-cong-khai-thua-dat"/);
  assert.equal(bar(end), "");
  assert.deepEqual(endings([notice, { ...notice, expires_at: null }]), [end]);
});

test("an emergency is not told twice on its own page, where others are folded", () => {
  const other = { ...notice, slug: "khac", title: "Bão", expires_at: null };
  const all = [{ ...notice, expires_at: null }, other];
  const bar = seen(emergencyBar(all, Date.now(), i18n, "/thong-bao/khac"));

  assert.match(seen(emergencyBar(all, Date.now(), i18n, "/")), /<details class="wrap" open> <summary[^>]*>Khẩn<\/summary>/);
  assert.match(bar, /<details class="wrap"> <summary[^>]*>Khẩn<\/summary>/);
  assert.doesNotMatch(bar, /Bão/);
  assert.equal(seen(emergencyBar([other], Date.now(), i18n, "/thong-bao/khac")), "");
});

test("an emergency without an end stays", () => {
  assert.match(seen(emergencyBar([{ ...notice, expires_at: null }], Date.now(), i18n)), /Tin khẩn/);
});
