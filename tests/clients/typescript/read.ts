// Reads a portal by the types generated from its OpenAPI document, and prints what it read.
// node read.js URL [CURSOR]

import createClient from "openapi-fetch";
import type { components, paths } from "./portal.js";

type Schemas = components["schemas"];
type Item = Schemas["ArticleItem"];
type Change = Schemas["Change"];

declare const process: { argv: string[] };

const [url = "", since] = process.argv.slice(2);
const portal = createClient<paths>({ baseUrl: url });

async function everyArticle(): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 10, ...(cursor && { cursor }) };
    const { data, error } = await portal.GET("/v1/articles", { params: { query } });
    if (error) throw new Error(error.detail);
    found.push(...data.items);
    cursor = data.next === null ? undefined : cursorOf(data.next);
  } while (cursor);
  return found;
}

function cursorOf(next: string): string | undefined {
  return new URL(next, url).searchParams.get("cursor") ?? undefined;
}

async function whole(article_id: string): Promise<Schemas["Article"]> {
  const asked = { params: { path: { article_id } } };
  const { data, error } = await portal.GET("/v1/articles/{article_id}", asked);
  if (error) throw new Error(error.detail);
  return data;
}

async function batch(ids: string[]): Promise<string[]> {
  const { data, error } = await portal.GET("/v1/articles", { params: { query: { ids } } });
  if (error) throw new Error(error.detail);
  return data.items.map(({ id }) => id);
}

async function follow(from: string | undefined): Promise<{ changes: Change[]; cursor: string }> {
  const changes: Change[] = [];
  let cursor = from;
  for (;;) {
    const query = { limit: 10, ...(cursor && { cursor }) };
    const { data, error } = await portal.GET("/v1/changes", { params: { query } });
    if (error) throw new Error(error.detail);
    changes.push(...data.items);
    cursor = data.cursor;
    if (!data.more) return { changes, cursor };
  }
}

const articles = await everyArticle();
const article = await whole(articles[0]?.id ?? "");
const ids = articles.slice(0, 3).map(({ id }) => id);
const some = await batch(ids);
const { changes, cursor } = await follow(since);

console.log(
  JSON.stringify({
    titles: articles.map(({ title }) => title),
    article: [article.title, article.body?.html, article.published_at],
    batch: [ids.join() === some.join(), ids.length],
    changes: changes.map(({ type, op, object }) => [type, op, object === null]),
    cursor,
  }),
);
