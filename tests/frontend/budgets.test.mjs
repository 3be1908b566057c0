import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { PAGES, pagesThatExist, reachable, styles } from "./heads.mjs";
import { files } from "./sources.mjs";

// A cheap phone on a slow line: what it takes to read is fetched before anything is shown.
const KB = 1_000;
/** What the pages share, and as much again for each of them. */
const PAGES_THERE = pagesThatExist().length;
const ALL = [[".js", 35.8 + 4 * PAGES_THERE], [".css", 24.2], [".html", 1.3 * PAGES_THERE], [".json", 12]];
/** Galleries, films, papers and tables of figures stand in any text, whatever was changed says when, content its language,
 * and no start is one long task. */
const SCRIPTS_OF_A_PAGE = 34.4;
/** What people come for is told on the home page, kept true there, and led by where they live; an article and the calendar
 * say which day it is; a legal document has papers and all that leads on. */
const MORE_SCRIPTS = { "index.html": 6, "article.html": 0.8, "calendar.html": 1, "legal-document.html": 1 };
const STYLES_OF_A_PAGE = 12;
/** No browser fetches them. */
const OF_SERVERS = /^(?:pages\.js$|heads\/)/;
/** Every file is a round trip on an old connection; those of styles hold up the first paint. */
const MOST_STYLES = 6;

const sizes = new Map([".js", ".css", ".html", ".json"].flatMap(files).map(({ path, text }) => [path, gzipSync(text).length]));

function bytes(paths) {
  return paths.reduce((sum, path) => sum + sizes.get(path), 0);
}

function assertAtMost(paths, most) {
  assert.ok(paths.length > 0);
  assert.ok(bytes(paths) <= most * KB, `${bytes(paths)} bytes`);
}

for (const [ending, most] of ALL) {
  test(`all files in ${ending} are at most ${most} KB, each compressed alone`, () => {
    assertAtMost([...sizes.keys()].filter((path) => path.endsWith(ending) && !OF_SERVERS.test(path)), most);
  });
}

/** It may show anything, and is seen by few. */
const SHOWS_ALL_KINDS = ["preview.html"];

for (const name of pagesThatExist()) {
  const { entry } = PAGES[name];

  const most = SCRIPTS_OF_A_PAGE + (MORE_SCRIPTS[name] ?? 0);
  test(`${name} needs at most ${most} KB of scripts`, () => {
    assertAtMost(["pages/early.js", entry, ...reachable(entry)], most);
  });

  test(`${name} needs at most ${STYLES_OF_A_PAGE} KB of styles, in few files`, () => {
    const needed = styles(entry);
    if (SHOWS_ALL_KINDS.includes(name)) return assertAtMost(needed, STYLES_OF_A_PAGE + 4);
    assertAtMost(needed, STYLES_OF_A_PAGE);
    assert.ok(needed.length <= MOST_STYLES, needed.join(" "));
  });
}
