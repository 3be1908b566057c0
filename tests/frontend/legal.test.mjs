import assert from "node:assert/strict";
import test from "node:test";
import { legalDocumentView } from "../../frontend/components/legal-document/legal-document.js";
import { choiceOf, legalDocumentsView } from "../../frontend/components/legal-documents/legal-documents.js";
import { legalDocumentsUrl } from "../../frontend/components/legal-list/legal-list.js";
import { legislation } from "../../frontend/heads/legislation.js";
import { i18n, seen, site } from "./fixtures.mjs";

const BARE = {
  type: "legal_document", slug: "quy-che", url: "https://yenhoa.example/van-ban/quy-che", title: "Quy chế <mới>", number: null, form: null,
  issuer: null, signer: null, signer_title: null, issued_on: null, effective_on: null, expired_on: null, status: null, replaces: [],
  replaced_by: [], amends: [], amended_by: [], field: null, scope: null, external_url: null, language: "vi", attachments: [], images: [],
  corrections: [], body: { html: "" }, published_at: "2026-06-24T08:30:00+07:00", updated_at: "2026-06-24T08:30:00+07:00", views: 3,
};
const WHOLE = {
  ...BARE, number: "03/2026/QĐ-UBND", form: "Quyết định", issuer: "UBND xã Yên Hòa", issued_on: "2026-06-22", effective_on: "2026-07-06",
  status: "in_force", field: "Tiếp công dân", replaces: [{ ...BARE, slug: "cu", title: "Quy chế cũ", number: "12/2025/QĐ-UBND" }],
};
const ALL = choiceOf({});

test("an address names what it asks for, and asks for it again", () => {
  const query = { q: "quy chế", loai: "Quyết định", "tinh-trang": "expired", "linh-vuc": "Nội vụ", tu: "2026-01-01", cursor: "x" };

  const address = legalDocumentsUrl(choiceOf(query));

  assert.deepEqual(Object.fromEntries(new URL(address, "http://x").searchParams), query);
  assert.deepEqual(choiceOf({ "tinh-trang": "none", tu: "today", q: " " }), ALL);
});

test("a document of a list tells what it is, whether it holds and what it is about", () => {
  const page = seen(legalDocumentsView({ items: [WHOLE, BARE], next: null }, ALL, i18n));

  assert.match(page, /Quyết định 03\/2026\/QĐ-UBND<.*Còn hiệu lực<.*href="\/van-ban\/quy-che">Quy chế &lt;mới&gt;<.*22\/06\/2026<.*UBND xã/);
  assert.doesNotMatch(page, /null|undefined|class="paging"/);
});

test("without documents it says so, and leads back to all of them", () => {
  assert.match(seen(legalDocumentsView({ items: [], next: null }, ALL, i18n)), /Chưa có văn bản nào/);
  const none = seen(legalDocumentsView({ items: [], next: null }, choiceOf({ loai: "Lạ", "co-quan": "X" }), i18n));
  assert.match(none, /name="co-quan" value="X".*<option value="Lạ" selected>.*href="\/van-ban">Bỏ các lựa chọn.*Không có văn bản nào như vậy/);
});

test("a page of them leads to the next with the same choice", () => {
  const page = seen(legalDocumentsView({ items: [BARE], next: "/v1/legal-documents?cursor=a%2Bb" }, choiceOf({ loai: "Chỉ thị" }), i18n));

  assert.match(page, /rel="next" href="\/van-ban\?loai=Ch%E1%BB%89\+th%E1%BB%8B&amp;cursor=a%2Bb"/);
});

test("a whole document has its facts and leads to what it replaces; one of which little is known has no empty facts", () => {
  assert.match(seen(legalDocumentView(WHOLE, i18n)), /<h1[^>]*>Quy chế &lt;mới&gt;<\/h1>.*06\/07\/2026.*Thay thế<.*href="\/van-ban\/cu">12\/2025\/QĐ-UBND: Quy chế cũ</);
  assert.doesNotMatch(seen(legalDocumentView(BARE, i18n)), /null|undefined|<dd><\/dd>|article-body|legal__relation/);
});

test("machines are told its number, its force and what it repeals", () => {
  const told = legislation(WHOLE, site);

  assert.equal(told["@type"], "Legislation");
  assert.equal(told.legislationLegalForce, "https://schema.org/InForce");
  assert.equal(told.temporalCoverage, "2026-07-06/..");
  assert.deepEqual(told.legislationRepeals, ["https://yenhoa.example/van-ban/quy-che"]);
  assert.equal("legislationAmends" in told, false);
});
