// Reads a portal by the client that openapi-generator makes for fetch, and prints what it read.
// node read.js URL [CURSOR]

import { ArticlesApi, Configuration, SyndicationApi } from "./portal";
import type { ArticleItem, Change } from "./portal";

declare const process: { argv: string[] };

const [basePath = "", since] = process.argv.slice(2);
const portal = new Configuration({ basePath });
const articles = new ArticlesApi(portal);

async function everyArticle(): Promise<ArticleItem[]> {
  const found: ArticleItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await articles.listArticles({ limit: 10, cursor });
    found.push(...page.items);
    cursor = page.next ? (new URL(page.next, basePath).searchParams.get("cursor") ?? undefined) : undefined;
  } while (cursor);
  return found;
}

async function follow(): Promise<{ changes: Change[]; cursor: string }> {
  const changes: Change[] = [];
  let cursor = since;
  for (;;) {
    const page = await new SyndicationApi(portal).listChanges({ limit: 10, cursor });
    changes.push(...page.items);
    cursor = page.cursor;
    if (!page.more) return { changes, cursor };
  }
}

async function main(): Promise<void> {
  const found = await everyArticle();
  const first = found[0]?.id ?? "";
  const whole = await articles.getArticle({ articleId: first });
  const asBlocks = await articles.getArticle({ articleId: first, body: "blocks" });
  const ids = found.slice(0, 3).map(({ id }) => id);
  const some = await articles.listArticles({ ids });
  const { changes, cursor } = await follow();
  console.log(
    JSON.stringify({
      titles: found.map(({ title }) => title),
      article: [whole.title, whole.body?.html, whole.publishedAt.getTime()],
      blocks: asBlocks.body?.blocks?.map(({ type }) => type),
      batch: [ids.join() === some.items.map(({ id }) => id).join(), ids.length],
      changes: changes.map(({ type, op, object }) => [type, op, object === null]),
      cursor,
    }),
  );
}

void main();
