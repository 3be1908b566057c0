import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { FIELDS, LEFT, TYPES, beginning, fieldsOf } from "../../frontend/desk/lib/fields.js";
import { CHOICES, PARTS, readField, timeOf, writeField } from "../../frontend/desk/lib/kinds.js";
import { isRead, lackedOf, proposedBy } from "../../frontend/desk/lib/reading.js";
import { Saving } from "../../frontend/desk/lib/saving.js";
import { stepsOf } from "../../frontend/desk/lib/states.js";
import { translator } from "../../frontend/lib/i18n.js";
import { fieldView } from "../../frontend/desk/views/fields.js";
import { FRONTEND } from "./fixtures.mjs";
import { deskModules } from "./sources.mjs";

const { paths, components } = JSON.parse(readFileSync(new URL("../../openapi/authoring.json", import.meta.url), "utf-8"));
const words = JSON.parse(readFileSync(new URL("desk/i18n/vi.json", FRONTEND), "utf-8"));
const i18n = translator("vi", words);

const { schema: { enum: types } } = paths["/authoring/v1/documents"].get.parameters.find(({ name }) => name === "type");
const posts = Object.values(paths).map(({ post }) => post);
const bodyOf = (type) => posts.find((post) => post?.operationId === `create_${type}`).requestBody.content["application/json"].schema;

/** Schemas of what a new document takes, by type. */
const taken = Object.fromEntries(types.map((type) => [type, components.schemas[bodyOf(type).$ref.split("/").pop()]]));

test("every field that the API takes has a place, in every type", () => {
  assert.deepEqual(Object.keys(FIELDS).sort(), Object.keys(taken).sort());
  for (const [type, { properties }] of Object.entries(taken)) {
    const shown = [...fieldsOf(type).map(([name]) => name), ...(LEFT[type] ?? [])];

    assert.deepEqual(shown.sort(), Object.keys(properties).filter((name) => name !== "site").sort(), type);
  }
});

test("what is chosen of a few are the API's values, each with words", () => {
  for (const [type, { properties }] of Object.entries(taken)) {
    for (const [name, kind] of fieldsOf(type)) {
      const of = properties[name].anyOf ?? [properties[name]];
      const values = of.flatMap((each) => each.enum ?? []);
      if (values.length) assert.deepEqual(CHOICES[kind].filter(Boolean).sort(), values.sort(), `${type}.${name}`);
      for (const each of CHOICES[kind] ?? []) assert.ok(`${kind}.${each || "none"}` in words, `${kind}.${each}`);
      for (const [part] of PARTS[kind] ?? []) assert.ok(`part.${kind}.${part}` in words);
      assert.ok(`field.${name}` in words, name);
    }
  }
});

test("every field has one sentence beside it, in both languages, which screen readers are told too", () => {
  for (const language of ["vi", "en"]) {
    const said = translator(language, JSON.parse(readFileSync(new URL(`desk/i18n/${language}.json`, FRONTEND), "utf-8")));
    for (const [type, name, kind] of TYPES.flatMap((type) => fieldsOf(type).map(([name, kind]) => [type, name, kind]))) {
      const view = String(fieldView({ type, name, kind, value: null, lists: {} }, said));

      assert.match(view, new RegExp(`id="${name}-hint">\\S[^<]*[.…][^<]*<`), `${language} ${type}.${name}`);
      assert.doesNotMatch(view, />(?:hint|typed|field)\./, `${language} ${type}.${name}`);
      if (!["body", "files", "moment"].includes(kind)) assert.ok(view.includes(`aria-describedby="${name}-hint"`), `${type}.${name}`);
    }
  }
});

test("a new one is sent once it has what the API demands", () => {
  for (const [type, { required }] of Object.entries(taken)) {
    const { content, lacking } = beginning(type, {});

    assert.deepEqual([...new Set([...Object.keys(content), ...lacking])].sort(), [...required].sort(), type);
  }
  assert.deepEqual(beginning("banner", { image: { media: "1" } }), { content: { image: { media: "1" }, placement: "header" }, lacking: [] });
});

test("what is stored goes through its field unchanged", () => {
  const samples = [
    ["number", 7], ["time", "07:30"], ["session", "morning"], ["session", null],
    ["social", [{ name: "Zalo", url: "https://zalo.me/1" }]],
    ["units", [{ name: "Xã Yên Thượng", until: "2025-06-30" }, { name: "Xã Hòa Lạc", until: null }]],
    ["hours", [
      { weekdays: [1, 2, 3, 4, 5], intervals: [{ opens: "07:30", closes: "11:30" }, { opens: "13:30", closes: "17:00" }], valid_from: null, valid_to: null },
      { weekdays: [6, 7], intervals: [{ opens: "08:00", closes: "11:00" }], valid_from: "2026-06-01", valid_to: null },
      { weekdays: [1, 3], intervals: [{ opens: "18:00", closes: "20:00" }], valid_from: null, valid_to: "2026-08-31" },
    ]],
  ];

  for (const [kind, value] of samples) assert.deepEqual(writeField(kind, readField(kind, value)), { value }, kind);
});

test("what is typed otherwise than it can be read is told", () => {
  const wrong = [["number", "1,5"], ["time", "25:00"], ["social", "Zalo | a | b"], ["units", " | 30/06/2025"], ["units", "Xã A | hôm qua"],
    ["hours", "T2–T9 | 08:00–09:00"], ["hours", "T2 | 8 giờ"], ["hours", "T6–T2 | 08:00–09:00"], ["hours", "T2"]];

  for (const [kind, typed] of wrong) assert.deepEqual(writeField(kind, typed), { isWrong: true }, `${kind}: ${typed}`);
  assert.deepEqual([timeOf("7h30"), timeOf("8:05"), timeOf("8"), timeOf("")], ["07:30", "08:05", "08:00", null]);
  assert.deepEqual(writeField("hours", "t2-t3 | 7h30-11h").value[0].intervals, [{ opens: "07:30", closes: "11:00" }]);
});

test("facts of several parts are none when all are empty", () => {
  assert.deepEqual(writeField("person", { name: "", title: " " }), { value: null });
  assert.deepEqual(writeField("person", { name: "An", title: "" }), { value: { name: "An", title: null } });
  assert.deepEqual(writeField("term", { from: "xx", until: "", erase: false }), { isWrong: true });
});

test("what was chosen before stays a choice where the list does not reach it; words are no markup", () => {
  const lists = { category: [{ id: "1", label: "<b>Tin</b>" }], official: [{ id: "2", label: "Bà Lan" }] };
  const view = (name, kind, value) => String(fieldView({ name, kind, value, lists }, i18n));

  assert.ok(view("category", "category", "9").includes('value="9" selected'));
  assert.ok(view("officials", "officials", ["9"]).includes('value="9" checked'));
  assert.ok(view("category", "category", "1").includes("&lt;b&gt;Tin"));
  assert.ok(view("chair", "chair", "2").includes('value="Bà Lan"'));
  assert.ok(view("chair", "chair", "Ông Bảy").includes('value="Ông Bảy"'));
});

test("what has no review is saved and taken away, by editors", () => {
  const steps = (role, more) => stepsOf({ type: "category", site: "a", public: "live", stage: "approved", ...more }, { roles: [{ site: null, role }] });

  assert.deepEqual(steps("editor"), ["save", "removal"]);
  assert.deepEqual(steps("author"), []);
  assert.deepEqual(steps("admin", { public: "none", trashed_at: "2026-01-01T00:00:00Z" }), []);
});

test("what is public when it is saved goes out only when somebody says so", async () => {
  const [due, sent] = [[], []];
  const saving = new Saving({ send: async (changes) => sent.push(changes), tell: () => {}, after: (ms) => due.push(ms), isAsked: true });

  saving.changed({ name: "Tin" });
  assert.deepEqual([due, sent], [[], []]);
  assert.ok(await saving.flush());
  assert.deepEqual(sent, [{ name: "Tin" }]);
});

test("no window of the browser asks anything", () => {
  const asks = deskModules().filter(({ text }) => /(?<![\w.#])(?:(?:window|globalThis|self)\.)?(?:prompt|confirm|alert)\(/.test(text));

  assert.deepEqual(asks.map(({ path }) => path), []);
});

test("a file proposes what a document of this type lacks", () => {
  const proposed = { title: { value: "Thông báo" }, number: { value: "102/TB-UBND" }, issued_on: { value: "2026-07-11" }, signer: null };

  const lacked = lackedOf("notice", { title: "Có rồi", number: null }, proposed);

  assert.deepEqual(lacked.map(({ name, value }) => [name, value]), [["number", "102/TB-UBND"], ["issued_on", "2026-07-11"]]);
  assert.deepEqual(lackedOf("article", { title: "Có rồi" }, proposed), []);
  assert.ok(!isRead({ name: "anh.jpg", size: 9 }) && !isRead({ name: "to.pdf", size: 6e6 }) && isRead({ name: "TB.DOCX", size: 9 }));
});

test("a title proposes the number in it", () => {
  for (const title of ["Thông báo số 102/TB-UBND về việc thu gom rác", "Số: 102 / TB-UBND"]) assert.equal(proposedBy(title).number.value, "102/TB-UBND");
  for (const title of ["Một số 3 nhà", "Hoá số 12/", ""]) assert.equal(proposedBy(title).number, null);
});

test("a title with a number proposes its day and who issued it", () => {
  const said = (title) => Object.values(proposedBy(title)).map((each) => each && each.value);

  assert.deepEqual(said("Thông báo số 102/TB-UBND ngày 11/7/2026 của UBND xã Yên Hòa về việc thu gom rác"), ["102/TB-UBND", "UBND xã Yên Hòa", "2026-07-11"]);
  assert.deepEqual(said("Số: 7/TB-UBND ngày 31 tháng 2 năm 2026 của Ủy ban nhân dân phường Vinh Phú, về rác"), ["7/TB-UBND", "Ủy ban nhân dân phường Vinh Phú", null]);
  assert.deepEqual(said("Lịch tiêm ngày 11/7/2026 của Trạm Y tế xã Yên Hòa"), [null, null, null]);
});
