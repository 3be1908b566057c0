import assert from "node:assert/strict";
import test from "node:test";
import { choiceOf, noticesUrl, noticesView } from "../../frontend/components/notices/notices.js";
import { queryOf } from "../../frontend/pages/address.js";
import { i18n, notice, seen } from "./fixtures.mjs";

const ALL = choiceOf({});

function page(changes = {}, choice = ALL) {
  return seen(noticesView({ items: [notice], next: null, ...changes }, choice, i18n));
}

test("an address asks for state, urgency, kind and page", () => {
  const search = "?tinh-trang=da-het-han&muc-do=important&loai=Ni%C3%AAm+y%E1%BA%BFt&dia-ban=X%C3%B3m+3&cursor=abc";

  const choice = choiceOf(queryOf(search));

  assert.deepEqual(choice, { isPast: true, urgency: "important", kind: "Niêm yết", area: "Xóm 3", cursor: "abc" });
  assert.equal(noticesUrl(choice), `/thong-bao${search}`);
});

test("what an address asks for wrongly is not asked of the API", () => {
  assert.deepEqual(choiceOf(queryOf("?tinh-trang=x&muc-do=<b>&loai=")), { isPast: false, urgency: null, kind: null, area: null, cursor: null });
  assert.equal(noticesUrl({}), "/thong-bao");
});

test("each notice tells number, dates, urgency, kind and issuer under a heading", () => {
  const shown = page();

  assert.match(shown, /<h1[^>]*>Thông báo<\/h1>/);
  assert.match(shown, /Quan trọng<\/strong> .*Số 27\/TB-UBND.*18\/11\/2026.*<h2[^>]*><a href="\/thong-bao\/niem-yet-cong-khai-thua-dat">/);
  assert.match(shown, /Niêm yết<\/span>.*Ủy ban nhân dân xã Yên Hòa.*Hiệu lực từ 19\/11\/2026.*Đến 17:00 ngày 18\/12\/2026/);
});

test("an expired notice says so", () => {
  const shown = page({ items: [{ ...notice, active: false }] }, { ...ALL, isPast: true });

  assert.match(shown, /Đã hết hạn<\/strong>.*Hết hạn lúc 17:00 ngày 18\/12\/2026/);
  assert.match(shown, /da-het-han" aria-current="true">Đã hết hạn/);
});

test("a notice of which only the title is known has no empty facts", () => {
  const unknown = Object.fromEntries(Object.keys(notice).map((name) => [name, null]));

  const shown = page({ items: [{ ...unknown, slug: "x", title: "Chỉ có tiêu đề", urgency: "normal" }] });

  assert.doesNotMatch(shown, /null|undefined|<span><\/span>/);
});

test("filters are links that keep each other and begin at the first page", () => {
  const shown = page({}, { ...ALL, urgency: "important", kind: "Niêm yết", cursor: "abc" });

  assert.match(shown, /<details class="notices__choice" open>/);
  assert.match(shown, /href="\/thong-bao\?tinh-trang=da-het-han&amp;muc-do=important&amp;loai=Ni%C3%AAm\+y%E1%BA%BFt">/);
  assert.match(shown, /href="\/thong-bao\?muc-do=emergency&amp;loai=[^"]*">Khẩn/);
  assert.match(shown, /aria-current="true">Quan trọng/);
  assert.match(shown, /href="\/thong-bao\?muc-do=important">Tất cả/);
});

test("areas are the site's, however an address spells them, and keep the other choices", () => {
  const shown = page({ areas: ["Xóm 3", "Xóm <4>"] }, { ...ALL, urgency: "important", area: "xóm  3", cursor: "abc" });

  assert.match(shown, /<details class="my-area".*Đang xem: Xóm 3</);
  assert.match(shown, /href="\/thong-bao\?muc-do=important&amp;dia-ban=X%C3%B3m\+3" aria-current="true">Xóm 3/);
  assert.match(shown, /href="\/thong-bao\?muc-do=important">Tất cả<\/a>.*Xóm &lt;4&gt;/);
  assert.match(shown, /href="\/thong-bao\?muc-do=emergency&amp;dia-ban=X%C3%B3m\+3">Khẩn/);
  assert.doesNotMatch(page({ areas: ["Xóm 3"] }, { ...ALL, area: "Xóm <x>" }), /&lt;x|Đang xem/);
  assert.doesNotMatch(page(), /my-area/);
});

test("the kinds to choose from are those on the page: what nothing is called is no word of it", () => {
  const chosen = { ...ALL, kind: "Tuyển <sinh>" };
  const own = page({ items: [{ ...notice, kind: "Tuyển <sinh>" }] }, chosen);

  assert.match(own, /aria-current="true">Tuyển &lt;sinh&gt;/);
  assert.doesNotMatch(page({ items: [] }, chosen), /Tuyển|sinh/);
  assert.doesNotMatch(page({ items: [{ ...notice, kind: null }] }), /aria-label="Loại"/);
});

test("a list that goes on leads to its next page, and back to the first", () => {
  const shown = page({ next: "/v1/notices?site=yen-hoa&active=true&cursor=a%2Bb" }, { ...ALL, urgency: "normal", cursor: "x" });

  assert.match(shown, /rel="next" href="\/thong-bao\?muc-do=normal&amp;cursor=a%2Bb">Thông báo cũ hơn/);
  assert.match(shown, /href="\/thong-bao\?muc-do=normal">Về trang đầu/);
  assert.doesNotMatch(page(), /Thông báo cũ hơn|Về trang đầu/);
});

test("an empty list says what there is none of, and offers a way on", () => {
  assert.match(page({ items: [] }), /Hiện không có thông báo nào đang hiệu lực\./);
  assert.match(page({ items: [] }, { ...ALL, isPast: true }), /Chưa có thông báo nào hết hạn\./);
  assert.match(page({ items: [] }, { ...ALL, urgency: "emergency" }), /Không có thông báo nào như vậy\..*href="\/thong-bao">Bỏ các lựa chọn/);
});
