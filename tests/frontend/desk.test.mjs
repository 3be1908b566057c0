import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { isFileName } from "../../frontend/desk/lib/alts.js";
import { bodyOf, placesIn, tightened } from "../../frontend/desk/lib/body.js";
import { readField, writeField } from "../../frontend/desk/lib/kinds.js";
import { dayOf, momentOf } from "../../frontend/desk/lib/moments.js";
import { Creation } from "../../frontend/desk/lib/creation.js";
import { marked, mixed } from "../../frontend/desk/lib/mixing.js";
import { cutAtPlaces, paragraphsOf, withoutPictures } from "../../frontend/desk/lib/pasting.js";
import { Saving } from "../../frontend/desk/lib/saving.js";
import { Uploads } from "../../frontend/desk/lib/uploads.js";
import { mayWrite, stepsOf } from "../../frontend/desk/lib/states.js";
import { emptyTable, gridOf, OPERATIONS, orderOf, tableOf } from "../../frontend/desk/lib/tables.js";
import { translator } from "../../frontend/lib/i18n.js";
import { pasteView } from "../../frontend/desk/views/paste.js";
import { panelView } from "../../frontend/desk/views/panel.js";
import { writeView } from "../../frontend/desk/views/write.js";
import { FRONTEND } from "./fixtures.mjs";
import { deskFiles, deskModules, imports, modules } from "./sources.mjs";

const HAS_TYPESCRIPT = existsSync(new URL("../node_modules/typescript", import.meta.url));
const KB = 1_000;
const [vi, en] = ["vi", "en"].map((name) => JSON.parse(readFileSync(new URL(`desk/i18n/${name}.json`, FRONTEND), "utf-8")));

test("the styles of the desk are at most 20 KB; its scripts are measured as they are served", () => {
  const own = deskFiles(".css").map(({ text }) => text).join("\n");

  assert.ok(own && gzipSync(own).length <= 20 * KB);
});

test("no module and no sheet of it is longer than 250 lines", () => {
  const own = [...deskModules(), ...deskFiles(".css")];

  assert.deepEqual(own.filter(({ text }) => text.split("\n").length > 251).map(({ path }) => path), []);
});

test("no line of a template begins as a comment, which is left out of what is served", { skip: !HAS_TYPESCRIPT && !process.env.CI && "no typescript: npm ci --prefix tests" }, () => {
  const ts = createRequire(import.meta.url)("../node_modules/typescript");
  const literals = (node) => [
    ...(ts.isTemplateLiteralToken(node) || ts.isStringLiteral(node) ? [node.getText()] : []),
    ...node.getChildren().flatMap(literals),
  ];
  const wrong = [...modules(), ...deskModules()].flatMap(({ path, text }) =>
    literals(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)).filter((words) => /^[ \t]*\/[/*]/m.test(words)).map(() => path));

  assert.deepEqual(wrong, []);
});

test("the editor is at most 90 KB, and only where text is written", () => {
  const [editor] = deskFiles("vendor/prosemirror.js");

  assert.ok(gzipSync(editor.text).length <= 90 * KB);
});

function places(pattern) {
  return deskModules().filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

test("only its client fetches, no file of it makes markup by itself", () => {
  assert.deepEqual(places(/\bfetch\(|XMLHttpRequest|sendBeacon/), ["desk/api/client.js"]);
  assert.deepEqual(places(/innerHTML|insertAdjacentHTML|outerHTML|createPolicy|document\.write/), []);
  assert.deepEqual(places(/\btrusted\(/), ["desk/views/body.js"]);
});

test("no handler returns what an expression says: false would keep a key from its field", () => {
  const found = [...modules(), ...deskModules()].filter(({ text }) => /\.on(?:key\w+|click|submit|paste|drop) = [^=\n]+=> (?!\{)/.test(text));

  assert.deepEqual(found, []);
});

test("its views and rules know no page, and it takes from the portal's lib, its foot and its tombstone alone", () => {
  const targets = deskModules().flatMap(imports).filter((each) => !each.startsWith("desk/"));

  assert.deepEqual(places(/\b(window|history|location)\./).filter((path) => /^desk\/(views|lib)\//.test(path)), []);
  assert.deepEqual(new Set(targets.filter((each) => !each.startsWith("lib/"))), new Set(["components/site-footer/site-footer.js", "components/page-state/page-state.js"]));
});

test("both languages have the same words, each that is named and no other", () => {
  const named = deskModules().flatMap(({ text }) => [...text.matchAll(/\bt\(\s*["`]([^"`]+)["`]/g)].map(([, key]) => key));
  const patterns = named.map((key) => new RegExp(`^${key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\.")).join(".+")}$`));

  assert.deepEqual(Object.keys(en).sort(), Object.keys(vi).sort());
  assert.deepEqual(patterns.filter((each) => !Object.keys(vi).some((key) => each.test(key))), []);
});

test("what is asked before a grave step has its words: the question, what follows, and the button", () => {
  const asked = deskModules().flatMap(({ text }) => [...text.matchAll(/isSure\("([^"]+)"|"([a-z_.]+_sure)"/g)].map(([, one, other]) => one ?? other));

  assert.ok(asked.includes("people.hand_over_sure") && asked.includes("edition.sure"));
  for (const name of asked) assert.deepEqual(["", "_lead", "_go"].filter((part) => !vi[name + part]), [], name);
});

test("a weekday is told in both languages", () => {
  const told = [["vi", vi], ["en", en]].map(([name, messages]) => translator(name, messages).formatWeekday("2026-07-13T08:00:00+07:00"));

  assert.deepEqual(told, ["Thứ Hai, 13/07/2026", "Monday, 13/07/2026"]);
});

test("days and moments are read as they are written here", () => {
  assert.equal(dayOf("13/7/2026"), "2026-07-13");
  assert.equal(dayOf("31/02/2026"), null);
  assert.equal(momentOf("13/07/2026 8:05"), "2026-07-13T08:05:00+07:00");
  assert.equal(momentOf("13/07/2026, 8h"), "2026-07-13T08:00:00+07:00");
  assert.equal(momentOf("13/07/2026 24:00"), null);
  assert.equal(momentOf("mai"), null);
});

test("a value goes through its field unchanged, and what is no day is told", () => {
  const samples = [["line", "12/TB-UBND"], ["list", ["Xóm 1", "Xóm 2"]], ["day", "2026-07-13"], ["moment", "2026-07-13T08:00:00+07:00"], ["tick", true], ["line", null]];

  for (const [kind, value] of samples) assert.deepEqual(writeField(kind, readField(kind, value)), { value });
  assert.deepEqual(writeField("day", "32/01/2026"), { isWrong: true });
});

test("text is stored NFC, however a keyboard has put its letters together", () => {
  assert.deepEqual(writeField("line", "hội".normalize("NFD")), { value: "hội" });
});

const words = (text, ...marks) => ({ type: "text", text, marks: marks.map((each) => (typeof each === "string" ? { type: each } : each)) });
const node = (type, content, attrs = {}) => ({ type, attrs, content });

test("a document of the editor is the body that the server stores", () => {
  const link = { type: "link", attrs: { href: "https://x.vn/?a=1&b=2", rel: "noopener" } };
  const cell = node("cell", [node("line", [words("2")])], { colspan: "2", rowspan: null, scope: null });
  const all = [
    [node("paragraph", [words("Một "), words("hai", link, "strong"), words("!", link), { type: "hard_break" }, words("\"3\" < 4 & 5")]),
      '<p>Một <a href="https://x.vn/?a=1&amp;b=2" rel="noopener"><strong>hai</strong>!</a><br>"3" &lt; 4 &amp; 5</p>'],
    [node("heading", [words("Mục")], { level: 3 }), "<h3>Mục</h3>"],
    [node("ordered_list", [node("list_item", [node("line", [words("a")])]), node("list_item", [node("paragraph", [words("b")])])], { start: "3" }),
      '<ol start="3"><li>a</li><li><p>b</p></li></ol>'],
    [node("figure", [node("image", undefined, { src: "media:1", alt: "" }), node("caption", [words("c")])]),
      '<figure><img src="media:1" alt=""><figcaption>c</figcaption></figure>'],
    [node("table", [node("table_title", [words("t")]), node("table_body", [node("table_row", [cell])])]),
      '<table><caption>t</caption><tbody><tr><td colspan="2">2</td></tr></tbody></table>'],
  ];

  for (const [each, body] of all) assert.equal(bodyOf({ content: [each] }), body);
  assert.equal(bodyOf({ content: [node("paragraph")] }), "");
});

test("a picture that is not there yet stands in the body as words", () => {
  const image = (src, name = "") => node("image", undefined, { src, alt: null, key: "1", name });
  const caption = node("caption", [words("c")]);

  const waiting = bodyOf({ content: [node("figure", [image(null, "IMG [1].jpg"), caption])] });
  assert.equal(waiting, "<p>[Thêm ảnh: IMG 1 .jpg]</p><p>c</p>");
  assert.equal(bodyOf({ content: [node("figure", [image("media:1"), image(null), node("caption")])] }), '<figure><img src="media:1"></figure><p>[Thêm ảnh]</p>');
  assert.equal(placesIn(`${waiting}<p>[Thêm ảnh]</p>`), 2);
});

test("each picture of a paste leaves a numbered place; letters and counters are none", () => {
  const { html, pictures } = withoutPictures('<p>a<img src="file:///C:/x/b c.png"> <img alt=\'Cầu [1]\' src=https://x.vn/a.jpg?w=1><img class=emoji alt="😀" src="e.png"><IMG SRC="data:image/png;base64,aGk="></p>');

  assert.equal(html, '<p>a[Thêm ảnh: #1] [Thêm ảnh: #2]<img class=emoji alt="😀" src="e.png">[Thêm ảnh: #3]</p>');
  assert.deepEqual(pictures, [{ name: "b c.png", type: null, data: null }, { name: "Cầu  1 ", type: null, data: null }, { name: "", type: "image/png", data: "aGk=" }]);
  assert.deepEqual(cutAtPlaces("a[Thêm ảnh: #12]b"), ["a", 12, "b"]);
  assert.deepEqual(withoutPictures('<img src="data:text/html;base64,aGk=">').pictures[0].data, null);
});

test("lines of a message stay lines, a blank one begins a paragraph", () => {
  assert.deepEqual(paragraphsOf("a\r\nb \n \n\nc\n"), [["a", "b"], ["c"]]);
  assert.deepEqual(paragraphsOf(" \n"), []);
});

test("a file's name is no description of a picture", () => {
  for (const name of ["IMG_2031", "z5123456", "cau.jpg", "DSC0001", "Screenshot_20260711"]) assert.ok(isFileName(name), name);
  for (const said of ["Cầu Đá ngày khánh thành", "ảnh 3", ""]) assert.ok(!isFileName(said), said);
});

/** A table of words, `|` between cells; `2x3:a` spans two columns and three rows. */
function tableOfWords(head, ...body) {
  const cell = (type) => (written) => {
    const [, across = null, down = null, text] = /^(?:(\d)x(\d):)?(.*)$/.exec(written);
    return node(type, [node("line", text ? [words(text)] : undefined)], { colspan: across > 1 ? across : null, rowspan: down > 1 ? down : null, scope: null });
  };
  const rows = (lines, type) => lines.map((line) => node("table_row", line.split("|").map(cell(type))));
  return { type: "table", content: [...(head ? [node("table_head", rows([head], "header"))] : []), node("table_body", rows(body, "cell"))] };
}

const MERGED = tableOfWords("TT|2x1:Mức thu", "1x2:1|a|b", "c|d");
const written = (table) => bodyOf({ content: [table] });

test("a table goes through its grid byte for byte, and each operation undoes its opposite", () => {
  const both = [["row_after", "drop_row"], ["column_after", "drop_column"], ["row_before", "drop_row"], ["column_before", "drop_column"], ["header", "header"], ["title", "title"]];

  assert.equal(written(tableOf(gridOf(MERGED))), written(MERGED));
  for (const [there, back] of both) {
    for (const number of gridOf(MERGED).cells.keys()) {
      const grid = gridOf(MERGED);
      const made = OPERATIONS[there](grid, number, number);
      assert.notEqual(made, null, there);
      if (there !== "title") assert.notEqual(written(tableOf(grid)), written(MERGED), `${there} ${number}`);
      const again = gridOf(tableOf(grid));
      const order = orderOf(grid).indexOf(made);
      OPERATIONS[back](again, order, order);
      assert.equal(written(tableOf(again)), written(MERGED), `${there} ${number}`);
    }
  }
});

test("a row goes through what reaches over it, cells are merged whole and split again", () => {
  const grid = gridOf(MERGED);
  OPERATIONS.row_after(grid, 3, 3);
  assert.equal(written(tableOf(grid)), "<table><thead><tr><th>TT</th><th colspan=\"2\">Mức thu</th></tr></thead><tbody><tr><td rowspan=\"3\">1</td><td>a</td><td>b</td></tr><tr><td></td><td></td></tr><tr><td>c</td><td>d</td></tr></tbody></table>");

  const merged = gridOf(MERGED);
  assert.equal(OPERATIONS.merge(merged, 2, 3), 2);
  assert.equal(written(tableOf(merged)).replace(/.*<tbody>/, ""), "<tr><td colspan=\"2\" rowspan=\"2\">1ac</td><td>b</td></tr><tr><td>d</td></tr></tbody></table>");
  assert.equal(OPERATIONS.split(merged, 2), 2);
  assert.equal(written(tableOf(merged)).replace(/.*<tbody>/, ""), "<tr><td>1ac</td><td></td><td>b</td></tr><tr><td></td><td></td><td>d</td></tr></tbody></table>");
});

test("what a table cannot do is refused; a short row is made whole", () => {
  const one = gridOf(tableOfWords(null, "a"));

  for (const name of ["drop_row", "drop_column", "merge", "split"]) assert.equal(OPERATIONS[name](one, 0, 0), null, name);
  assert.equal(OPERATIONS.merge(gridOf(MERGED), 0, 2), null);
  assert.equal(written(tableOf(gridOf(tableOfWords(null, "a|b", "c")))), "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>");
  assert.equal(written(emptyTable(2, 2)), "<table><thead><tr><th></th><th></th></tr></thead><tbody><tr><td></td><td></td></tr></tbody></table>");
});

test("line ends between blocks say nothing, those in a text stay", () => {
  assert.equal(tightened("<ul>\n<li>a</li>\n<li>b\nc</li></ul>\n<p>d</p>"), "<ul><li>a</li><li>b\nc</li></ul><p>d</p>");
  assert.equal(tightened("<p>a <em>b</em>\n<strong>c</strong></p>"), "<p>a <em>b</em>\n<strong>c</strong></p>");
});

const person = (role) => ({ roles: [{ site: "yen-hoa", role }] });
const draft = { site: "yen-hoa", public: "none", stage: "draft", due: {}, live: null };

test("the first step is what somebody is there for, and what a role lacks is not offered", () => {
  assert.deepEqual(stepsOf(draft, person("author")), ["submission", "trash"]);
  assert.deepEqual(stepsOf(draft, person("publisher"))[0], "publication");
  assert.deepEqual(stepsOf({ ...draft, stage: "in_review" }, person("editor")), ["return", "trash"]);
  assert.deepEqual(stepsOf({ ...draft, public: "live", stage: "approved" }, person("editor")), []);
  assert.deepEqual(stepsOf({ ...draft, public: "live", stage: "approved" }, person("publisher")), ["withdrawal"]);
  assert.deepEqual(stepsOf(draft, { roles: [{ site: "khac", role: "admin" }] }), []);
  assert.deepEqual(stepsOf({ ...draft, type: "category" }, person("editor")), ["save"]);
  assert.deepEqual(stepsOf({ ...draft, type: "category" }, person("author")), []);
  assert.deepEqual(stepsOf({ ...draft, type: "site" }, person("publisher")), []);
  assert.deepEqual(stepsOf({ ...draft, type: "site" }, person("admin"))[0], "publication");
});

test("what a role may only read is closed, and says who may change it", () => {
  const i18n = translator("vi", vi);
  const site = { ...draft, type: "site", id: "1", content: {} };
  const view = (role) => {
    const isToRead = !mayWrite(site, person(role));
    return String(writeView({ document: site, steps: stepsOf(site, person(role)), lists: {}, isToRead }, i18n));
  };

  assert.ok(view("publisher").includes('<fieldset class="write__all" disabled>'));
  assert.ok(view("publisher").includes("hãy nhờ người có vai trò Quản trị"));
  assert.ok(view("admin").includes('<fieldset class="write__all">'));
  assert.ok(!view("admin").includes("hãy nhờ"));
});

test("what stops it leaves no button to publish with; words of a finding are no markup", () => {
  const i18n = translator("vi", vi);
  const finding = { pointer: "/title", code: "x", is_warning: false, detail: "", detail_vi: "<script>alert(1)</script>" };
  const view = String(panelView({ name: "publication", findings: [finding], document: draft, changes: null }, i18n));

  assert.ok(!view.includes("data-go"));
  assert.ok(view.includes("&lt;script&gt;") && !view.includes("<script>"));
  assert.ok(view.includes('data-to="title"'));
});

test("what a paste lost is told once, in the words of the server", () => {
  const loss = { code: "deleted", count: 2, examples: ["cũ"], after: "Khoản một", detail: "", detail_vi: "2 đoạn đã xóa bị bỏ: “cũ”" };
  const view = String(pasteView({ losses: [loss], missing: 0, isAlone: false }, translator("vi", vi)));

  assert.match(view, /<li>2 đoạn đã xóa bị bỏ: “cũ”\s*<button/);
});

/** Saving with a clock and a server of the test's own. */
function bench(answers) {
  const sent = [];
  const told = [];
  const due = [];
  const saving = new Saving({
    send: (changes) => {
      sent.push(changes);
      return answers.shift()();
    },
    tell: (state) => told.push(state),
    after: (ms, work) => {
      const entry = { ms, work };
      due.push(entry);
      return () => due.splice(due.indexOf(entry), Number(due.includes(entry)));
    },
  });
  return { saving, sent, told, due };
}

const refused = (status) => () => Promise.reject(Object.assign(new Error(), { status }));

test("keys that follow each other are one save, two seconds after the last", async () => {
  const { saving, sent, due } = bench([async () => {}]);

  saving.changed({ title: "M" });
  saving.changed({ title: "Mộ" });
  saving.changed({ lead: "x" });

  assert.deepEqual(due.map(({ ms }) => ms), [2_000]);
  await due[0].work();
  assert.deepEqual(sent, [{ title: "Mộ", lead: "x" }]);
  assert.ok(saving.isClean);
});

test("one request at a time; what is typed meanwhile is sent after it", async () => {
  let answer;
  const { saving, sent } = bench([() => new Promise((resolve) => { answer = resolve; }), async () => {}]);

  saving.changed({ title: "a" });
  const first = saving.flush();
  saving.changed({ title: "ab" });
  const second = saving.flush();
  assert.equal(sent.length, 1);
  assert.deepEqual(saving.unsaved, { title: "ab" });
  answer();

  assert.ok((await first) && (await second));
  assert.deepEqual(sent, [{ title: "a" }, { title: "ab" }]);
});

test("what was not taken is kept, and what was typed since wins", async () => {
  const { saving, due, told } = bench([refused(0), async () => {}]);

  saving.changed({ title: "a", lead: "b" });
  const flushed = saving.flush();
  saving.changed({ title: "ab" });
  assert.deepEqual(saving.unsaved, { title: "ab", lead: "b" });

  assert.equal(await flushed, false);
  assert.deepEqual(saving.pending, { lead: "b", title: "ab" });
  assert.ok(told.includes("failed"));
  assert.deepEqual(due.map(({ ms }) => ms), [3_000]);
});

test("what the server has refused is not sent again as it is", async () => {
  for (const status of [401, 412, 422]) {
    const { saving, due } = bench([refused(status)]);
    saving.changed({ title: "a" });

    assert.equal(await saving.flush(), false);
    assert.deepEqual(due, []);
    assert.deepEqual(saving.pending, { title: "a" });
  }
});

/** Files with a network and a clock of the test's own. */
function lane(answers) {
  const sent = [];
  const due = [];
  let keys = 0;
  const uploads = new Uploads({
    prepare: async (file) => file,
    send: ({ name, key }) => {
      sent.push(`${key}:${name}`);
      return { answered: answers.shift()(), cancel: () => sent.push(`${key} taken back`) };
    },
    tell: () => {},
    after: (ms, work) => due.push({ ms, work }),
    newKey: () => String(++keys),
  });
  return { uploads, sent, due };
}

test("files go one at a time; one that was refused for now is the same one again", async () => {
  const { uploads, sent, due } = lane([refused(503), async () => ({ id: "b" }), async () => ({ id: "a" })]);

  const [first, second] = [uploads.add({ name: "a" }), uploads.add({ name: "b" })];
  await uploads.running;
  await uploads.running;
  assert.deepEqual([first.state, second.state, due[0].ms], ["failed", "done", 3_000]);
  due[0].work();
  await uploads.running;

  assert.deepEqual(sent, ["1:a", "2:b", "1:a"]);
  assert.ok(uploads.isDone);
});

test("a file that the server will not have waits for its sender; one taken back is stopped", async () => {
  const { uploads, sent, due } = lane([refused(422), () => new Promise(() => {})]);

  const first = uploads.add({ name: "a" });
  await uploads.running;
  assert.deepEqual([first.state, due], ["failed", []]);
  const second = uploads.add({ name: "b" });
  const third = uploads.add({ name: "c" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(third.state, "waiting");
  uploads.cancel(third.key);
  uploads.cancel(second.key);

  assert.deepEqual(sent, ["1:a", "2:b", "2 taken back"]);
});

test("a new document whose answer was lost is asked for again as it was, and the rest is a change", async () => {
  const sent = [];
  const answers = [refused(0), async () => ({ id: "1" })];
  const create = (first, key) => {
    sent.push([key, JSON.stringify(first)]);
    return answers.shift()();
  };
  let keys = 0;
  const creation = new Creation(() => String(++keys));

  await assert.rejects(creation.send({ title: "M", site: "a" }, create));
  const later = new Creation(() => "other", creation.kept);
  assert.deepEqual(await later.send({ title: "Mộ", lead: "x", site: "a" }, create), { made: { id: "1" }, rest: { title: "Mộ", lead: "x" } });
  assert.deepEqual(sent, [["1", '{"title":"M","site":"a"}'], ["1", '{"title":"M","site":"a"}']]);
});

test("what was refused is another request once it was mended", async () => {
  const sent = [];
  let keys = 0;
  const creation = new Creation(() => String(++keys));

  await assert.rejects(creation.send({ title: "x".repeat(900) }, refused(422)));
  await creation.send({ title: "x" }, async (first, key) => sent.push([key, first]));

  assert.deepEqual(sent, [["2", { title: "x" }]]);
});

test("two versions show what only one of them has, and become one that has all", () => {
  assert.deepEqual(marked("Họp lúc 8 giờ", "Họp lúc 9 giờ sáng"), [["Họp lúc ", true], ["8", false], [" giờ", true]]);
  assert.equal(mixed("Họp lúc 8 giờ", "Họp lúc 9 giờ"), "Họp lúc 8 / 9 giờ");
  assert.equal(mixed("<p>a</p><p>b</p>", "<p>a</p><p>c</p><p>b</p>"), "<p>a</p><p>c</p><p>b</p>");
  assert.equal(mixed("<p>a</p><p>tôi</p>", "<p>a</p><p>họ</p>"), "<p>a</p><p>tôi</p><p>họ</p>");
  assert.equal(mixed("một", "hai"), "một / hai");
  assert.equal(mixed("<ul><li>a<ul><li>b</li></ul></li></ul>", "<p>c</p>"), "<ul><li>a<ul><li>b</li></ul></li></ul><p>c</p>");
});
