import assert from "node:assert/strict";
import test from "node:test";
import { attachmentList } from "../../frontend/components/attachment-list/attachment-list.js";
import { noticeList } from "../../frontend/components/notice-list/notice-list.js";
import { noticeView } from "../../frontend/components/notice/notice.js";
import { i18n, notice, seen } from "./fixtures.mjs";

const EXPIRED = { ...notice, active: false };

test("a list of notices tells number, day and urgency, and links to each on this very site", () => {
  const list = seen(noticeList([notice], i18n));

  assert.match(list, /<strong class="mark mark--important">Quan trọng<\/strong>/);
  assert.match(list, /Số 27\/TB-UBND.*<time datetime="2026-11-18">18\/11\/2026<\/time>/);
  assert.match(list, /<a href="\/thong-bao\/niem-yet-cong-khai-thua-dat">Niêm yết công khai &lt;14&gt; thửa đất<\/a>/);
});

test("a notice of which only title and file are known has no empty facts", () => {
  const bare = { ...notice, number: null, issued_on: null, urgency: "normal" };

  const list = seen(noticeList([bare], i18n));

  assert.match(list, /<time datetime="2026-11-18T09:00:00\+07:00">18\/11\/2026</);
  assert.doesNotMatch(list, /null|undefined|Số |mark/);
});

test("an emergency is marked as one", () => {
  assert.match(seen(noticeList([{ ...notice, urgency: "emergency" }], i18n)), /mark--emergency">Khẩn</);
});

test("a notice shows number, issuer, signer, dates, areas, body and files", () => {
  const page = seen(noticeView(notice, i18n));

  assert.match(page, /<h1[^>]*>Niêm yết công khai &lt;14&gt; thửa đất<\/h1>/);
  assert.match(page, /Số, ký hiệu<\/dt><dd>27\/TB-UBND</);
  assert.match(page, /Cơ quan ban hành<\/dt><dd>Ủy ban nhân dân xã Yên Hòa</);
  assert.match(page, /Người ký<\/dt><dd>Lê Văn Phúc, Chủ tịch</);
  assert.match(page, /Ngày ban hành<\/dt><dd>18\/11\/2026<.*Có hiệu lực từ<\/dt><dd>19\/11\/2026</);
  assert.match(page, /Hết hạn<\/dt><dd>17:00 18\/12\/2026<.*Địa bàn<\/dt><dd>Xóm 8, Xóm 9</);
  assert.match(page, /Kính mời bà con xem\..*Tệp đính kèm/);
  assert.doesNotMatch(page, /đã hết hạn|Đính chính/);
});

test("a notice with nothing but a title and a file has no empty rows", () => {
  const unknown = Object.fromEntries(Object.keys(notice).map((name) => [name, null]));
  const bare = { ...unknown, title: "Chỉ có tiêu đề", urgency: "normal", active: true, areas: [], attachments: notice.attachments };

  const page = seen(noticeView(bare, i18n));

  assert.match(page, /Thông báo.*Chỉ có tiêu đề.*Tệp đính kèm/);
  assert.doesNotMatch(page, /null|undefined|<dt>/);
});

test("an expired notice says since when, and stays readable", () => {
  const page = seen(noticeView(EXPIRED, i18n));

  assert.match(page, /mark--expired">Đã hết hạn</);
  assert.match(page, /Thông báo này đã hết hạn lúc 17:00 ngày 18\/12\/2026\. Nội dung được giữ lại để tra cứu\./);
  assert.match(page, /Kính mời bà con xem/);
});

test("files tell type, size and pages in the reader's manner before they are fetched", () => {
  const list = seen(attachmentList(notice.attachments, i18n));

  assert.match(list, /<a href="https:\/\/yen-hoa\.example\/media\/f\.pdf">Danh sách &lt;thửa&gt;\.pdf<\/a> <span[^>]*>PDF, 34,2 KB, 2 trang</);
  assert.match(list, /Bảng kê\.xlsx<\/a> <span[^>]*>Excel \(XLSX\), 2,3 MB</);
  assert.doesNotMatch(list, /<img|<details|bản chụp/);
});

test("a text without files has no list of them", () => {
  assert.equal(attachmentList([], i18n), false);
});

test("a paper is known by its first page and read without its program; a scan says that it is one", () => {
  const [file] = notice.attachments;
  const preview = { url: "https://yen-hoa.example/media/0.jpe", width: 640, height: 905 };
  const list = seen(attachmentList([{ ...file, preview, text: "Điều 1. <Phạm vi>", is_scan: false }], i18n));
  const scan = seen(attachmentList([{ ...file, preview, text: null, is_scan: true }], i18n));

  assert.match(list, /<img\s+src="https:\/\/yen-hoa.example\/media\/0.jpe" width="640" height="905" alt=""/);
  assert.match(list, /<details[^>]*><summary>Xem bản chữ<\/summary>\s*<div>Điều 1. &lt;Phạm vi&gt;<\/div><\/details>/);
  assert.match(seen(attachmentList([{ ...file, text: "x".repeat(20_000) }], i18n)), /Phần còn lại xin xem trong tệp/);
  assert.match(scan, /bản chụp, máy không đọc được chữ/);
  assert.doesNotMatch(scan, /<details/);
});

test("a notice that is nothing but a file opens with it", () => {
  const shown = seen(noticeView({ ...notice, url: "https://yenhoa.vn/thong-bao/a", body: null }, i18n));

  assert.match(shown, /<h1.*class="attachment-list".*class="share".*class="notice__facts"/);
  assert.doesNotMatch(shown, /article-body|class="notice__facts".*class="attachment-list"/);
});

test("a notice opens with its message, what can be done with it follows, then its facts", () => {
  const shown = seen(noticeView({ ...notice, url: "https://yenhoa.vn/thong-bao/a", body: { html: "<p>Không qua ngầm.</p>" } }, i18n));

  assert.match(shown, /<h1.*Không qua ngầm\..*class="share".*class="notice__facts"/);
});
