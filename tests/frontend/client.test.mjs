import assert from "node:assert/strict";
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import { getArticleBySlug, listArticles, nextPage } from "../../frontend/api/articles.js";
import { addressOf, ApiError, hand } from "../../frontend/api/client.js";
import { getCalendarWeek } from "../../frontend/api/calendar.js";
import { getHome } from "../../frontend/api/home.js";
import { getNotice, getNoticeBySlug, listNotices } from "../../frontend/api/notices.js";
import { searchContent } from "../../frontend/api/search.js";
import { currentSite, listOfficials } from "../../frontend/api/sites.js";

const PARTS = '"banners": {}, "featured": [], "articles": [], "notices": [], "calendar": {}, "most_read": []';
const ANSWERS = {
  "/v1/articles?site=yen-hoa&limit=2": [200, '{"items": [1, 2], "next": "/v1/articles?cursor=abc"}'],
  "/v1/articles?cursor=abc": [200, '{"items": [3], "next": null}'],
  "/v1/sites": [200, '{"items": [{"slug": "yen-hoa"}], "next": null}'],
  "/v1/sites/yen-hoa/articles/da-go": [410, '{"status": 410, "title": "Gone", "reason": "error"}'],
  "/v1/sites/yen-hoa/articles/a%2Fb%3Fc": [200, '{"id": 1, "title": "found", "body": {}}'],
  "/v1/sites/yen-hoa/articles/proxy": [502, "<html>Bad gateway</html>"],
  "/v1/sites/yen-hoa/articles/portal": [200, "<html>Log in to the free Wi-Fi</html>"],
  "/v1/sites/yen-hoa/articles/null": [200, "null"],
  "/v1/sites/yen-hoa/articles/list": [200, "[]"],
  "/v1/sites/yen-hoa/articles/other": [200, '{"status": "ok"}'],
  "/v1/home": [400, '{"status": 400, "code": "site_required"}'],
  "/v1/home?site=yen-hoa": [200, `{"site": {"slug": "yen-hoa"}, ${PARTS}}`],
  "/v1/home?site=half": [200, '{"site": {"slug": "half"}}'],
  "/v1/sites/yen-hoa/notices/het-nuoc": [200, '{"id": 7, "title": "Hết nước", "body": {}}'],
  "/v1/notices/7?fields=slug%2Ctitle": [200, '{"slug": "het-nuoc", "title": "Hết nước"}'],
  "/v1/notices?site=yen-hoa&active=false&limit=20&urgency=important": [200, '{"items": [{"id": 7}], "next": null}'],
  "/v1/calendar/weeks/2026-W48?site=yen-hoa": [200, '{"week": "2026-W48", "days": []}'],
  "/v1/search?q=dat": [429, '{"status": 429, "code": "too_many_requests"}'],
  "/v1/officials?site=yen-hoa&limit=100": [200, '{"items": [{"id": 9}]}'],
};
const server = createServer((request, response) => {
  const [status, body] = ANSWERS[request.url] ?? [404, '{"status": 404, "title": "Not found"}'];
  response.writeHead(status, status === 429 ? { "Retry-After": "7" } : {}).end(body);
});

before(async () => {
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  globalThis.location = { origin: `http://127.0.0.1:${server.address().port}` };
});

after(() => server.close());

test("it leaves out parameters that are not given", () => {
  assert.equal(addressOf("/v1/articles", { site: "yen-hoa", tag: null, q: undefined }), "/v1/articles?site=yen-hoa");
  assert.equal(addressOf("/v1/articles", {}), "/v1/articles");
  assert.equal(addressOf("/v1/articles", { q: "a&b=c" }), "/v1/articles?q=a%26b%3Dc");
});

test("it reads a list and follows its next", async () => {
  const page = await listArticles({ site: "yen-hoa", limit: 2 });
  const following = await nextPage(page.next);

  assert.deepEqual([page.items, following.items], [[1, 2], [3]]);
});

test("it takes the installation's first site when none is handed and none configured", async () => {
  assert.equal(await currentSite(), "yen-hoa");
});

test("it takes the site that was handed with the page, without asking", async (t) => {
  t.after(() => hand({}));
  hand({ site: "yen-trung" });

  assert.equal(await currentSite(), "yen-trung");
});

test("it answers from what was handed, once, and asks the API from then on", async (t) => {
  t.after(() => hand({}));
  hand({ answers: { "/v1/notices/7?fields=slug%2Ctitle": { status: 200, body: { slug: "handed" } } } });

  const first = await getNotice(7, { fields: "slug,title" });
  const second = await getNotice(7, { fields: "slug,title" });

  assert.deepEqual([first.slug, second.slug], ["handed", "het-nuoc"]);
});

test("a refusal that was handed is the API's refusal", async (t) => {
  t.after(() => hand({}));
  hand({ answers: { "/v1/sites/yen-hoa/articles/da-go": { status: 410, body: { status: 410, reason: "expired" } } } });

  await assert.rejects(getArticleBySlug("yen-hoa", "da-go"), (error) => {
    assert.deepEqual([error.name, error.status, error.problem.reason], ["ApiError", 410, "expired"]);
    return true;
  });
});

test("nonsense that was handed counts as no answer", async (t) => {
  t.after(() => hand({}));
  hand({ answers: { "/v1/home?site=yen-hoa": { status: 200, body: null } } });

  await assert.rejects(getHome({ site: "yen-hoa" }), { name: "ApiError", status: 0 });
});

test("a home page with a part missing counts as none", async () => {
  await assert.rejects(getHome({ site: "half" }), { name: "ApiError", status: 0 });
});

test("it reads a notice by its slug, and a part of one by its id", async () => {
  assert.equal((await getNoticeBySlug("yen-hoa", "het-nuoc")).id, 7);
  assert.equal((await getNotice(7, { fields: "slug,title" })).slug, "het-nuoc");
});

test("it asks for notices as the address of the page does", async () => {
  const asked = { site: "yen-hoa", active: false, limit: 20, urgency: "important", kind: null, cursor: null };

  assert.equal((await listNotices(asked)).items[0].id, 7);
});

test("it reads a week of the calendar and the officials", async () => {
  assert.equal((await getCalendarWeek("2026-W48", { site: "yen-hoa" })).week, "2026-W48");
  assert.equal((await listOfficials({ site: "yen-hoa" })).items[0].id, 9);
});

test("a slug cannot lead to another address", async () => {
  assert.equal((await getArticleBySlug("yen-hoa", "a/b?c")).title, "found");
});

test("it hands on the API's own refusal", async () => {
  await assert.rejects(getArticleBySlug("yen-hoa", "da-go"), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.problem.reason], [410, "error"]);
    return true;
  });
});

test("a refusal that is not JSON is still a refusal", async () => {
  await assert.rejects(getArticleBySlug("yen-hoa", "proxy"), { name: "ApiError", status: 502, problem: null });
});

for (const slug of ["portal", "null", "list", "other"]) {
  test(`an answer that makes no sense (${slug}) counts as none`, async () => {
    await assert.rejects(getArticleBySlug("yen-hoa", slug), { name: "ApiError", status: 0 });
  });
}

test("no answer at all is an ApiError too", async () => {
  const elsewhere = globalThis.location;
  globalThis.location = { origin: "http://127.0.0.1:1" };

  await assert.rejects(currentSite(), { name: "ApiError", status: 0 });

  globalThis.location = elsewhere;
});

test("a refusal tells when to ask again, where the API has said it", async () => {
  await assert.rejects(searchContent({ q: "dat" }), { status: 429, wait: 7 });
  await assert.rejects(searchContent({ q: "khac" }), { status: 404, wait: null });
});

test("a question that is no longer asked ends", async () => {
  const asking = new AbortController();
  asking.abort();

  await assert.rejects(searchContent({ q: "dat" }, asking.signal), { status: 0 });
});
