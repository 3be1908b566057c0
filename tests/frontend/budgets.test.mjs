import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { files } from "./sources.mjs";

// A cheap phone on a slow line: what it takes to read is fetched before anything is shown.
const BUDGETS = [[".js", 60], [".css", 24], [".html", 12]];

for (const [ending, most] of BUDGETS) {
  test(`all files in ${ending} are at most ${most} KB, compressed`, () => {
    const bytes = files(ending).map(({ text }) => gzipSync(text).length).reduce((sum, each) => sum + each, 0);

    assert.ok(bytes > 0);
    assert.ok(bytes <= most * 1024, `${(bytes / 1024).toFixed(1)} KB`);
  });
}
