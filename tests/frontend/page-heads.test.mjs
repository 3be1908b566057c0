import assert from "node:assert/strict";
import test from "node:test";
import { described, shortened } from "../../frontend/heads/description.js";
import { dublinCore } from "../../frontend/heads/dublin-core.js";
import { events, organisation } from "../../frontend/heads/linked-data.js";
import { preview } from "../../frontend/heads/preview.js";
import { article, i18n, site } from "./fixtures.mjs";

function image(...widths) {
  const files = widths.flatMap((width) => ["avif", "jpeg"].map((format) =>
    ({ url: `${width}.${format}`, width, height: width / 2, format })));
  return { alt: "Cây cầu", renditions: files };
}

function telephone(phone) {
  return organisation({ ...site, phone, hotline: null }, "/").telephone;
}

test("the image of previews is a JPEG about as wide as they want", () => {
  const chosen = { url: "1280.jpeg", width: 1280, height: 640, format: "jpeg", alt: "Cây cầu" };

  assert.deepEqual(preview([null, image(320, 1280, 1920)]), chosen);
  assert.equal(preview([image(), image(320, 640)]).url, "640.jpeg");
  assert.equal(preview([null]), null);
});

test("each telephone number is told alone", () => {
  assert.deepEqual(telephone("(0238) 3.000.111 - 0900 000 222"), ["(0238) 3.000.111", "0900 000 222"]);
  assert.equal(telephone("02383 000 333 (máy lẻ 12)"), "02383 000 333");
  assert.equal(telephone("115"), "115");
  assert.equal(telephone(null), undefined);
});

test("an end that is no later than its start is the next day's", () => {
  const entry = { title: "Trực", date: "2026-12-31", start_time: "22:00", end_time: "06:00", status: "scheduled" };

  assert.equal(events([entry], site)["@graph"][0].endDate, "2027-01-01T06:00:00+07:00");
});

test("what takes place elsewhere is at its own place, all else at the office", () => {
  const entry = { title: "Họp xóm", date: "2026-12-31", status: "scheduled" };
  const placeOf = (location) => events([{ ...entry, location }], site)["@graph"][0].location;

  assert.deepEqual(placeOf("Nhà văn hóa xóm 9"), { "@type": "Place", name: "Nhà văn hóa xóm 9", address: "Nhà văn hóa xóm 9" });
  assert.deepEqual(placeOf(null), { "@type": "Place", name: site.address, address: site.address });
});

test("a description is one line of sentences, or cut at a word, and no table", () => {
  assert.equal(described({ lead: null, body: { html: "<p>Một<strong>hai</strong></p><ul><li>ba &lt;b&gt; &amp;amp;</li></ul>" } }).replace(/\s+/g, " "),
    "Mộthai ba <b> &amp;");
  const table = "<h2>Lịch</h2><table><tbody><tr><td>Thứ hai</td></tr></tbody></table><figure><figcaption>Ảnh</figcaption></figure>";
  assert.equal(described({ lead: null, body: { html: `${table}<p>Thu gom rác.</p>` } }), "Thu gom rác.");
  assert.equal(described({ lead: null, body: { html: table } }), "");
  assert.equal(shortened(" một\n hai "), "một hai");
  const sentences = "Mỗi hộ một thùng rác có nắp, để trước cổng từ năm giờ sáng thứ hai và thứ năm hằng tuần. Gọi đ.c Hà số 3. ";
  assert.equal(shortened(sentences + "Rồi ".repeat(40)), sentences.slice(0, sentences.indexOf(" Gọi")));
  assert.equal(shortened("chữ, ".repeat(60)), `${"chữ, ".repeat(38)}chữ…`);
  assert.equal(shortened("x".repeat(300)), `${"x".repeat(199)}…`);
});

test("agencies are told the facts of Dublin Core, and none that is not known", () => {
  const facts = { headline: "Lúa \"mới\"", url: "https://yenhoa.vn/bai-viet/a", about: { ...article, byline: null, licence: null }, section: "Kinh tế" };
  const told = dublinCore(facts, site, i18n).map((each) => each && String(each)).filter(Boolean).join("");

  assert.match(told, /<meta name="DC.title" content="Lúa &quot;mới&quot;">\n<meta name="DC.creator" content="Ủy ban nhân dân xã Yên Hòa">\n<meta name="DC.subject" content="Kinh tế/);
  for (const name of ["publisher", "date", "type", "format", "identifier", "language", "coverage"]) assert.ok(told.includes(`"DC.${name}"`), name);
  assert.doesNotMatch(told, /DC\.rights|DC\.description|null|undefined/);
});
