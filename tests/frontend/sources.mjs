/** The frontend's own files, for tests of how it is built. */
import { readdirSync, readFileSync } from "node:fs";
import { FRONTEND } from "./fixtures.mjs";

/** Every module: its path inside frontend/ and its text. */
export function modules() {
  return files(".js");
}

export function files(ending) {
  return readdirSync(FRONTEND, { recursive: true })
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path, text: readFileSync(new URL(path, FRONTEND), "utf-8") }));
}

/** The modules that a module imports, as paths inside frontend/. */
export function imports(module) {
  return targets(module, /^import [^;]*?from "([^"]+)";$/gms);
}

/** Those that it imports when they are needed, which may be never. */
export function laterImports(module) {
  return targets(module, /\bimport\("([^"]+)"\)/g);
}

function targets({ path, text }, pattern) {
  return [...text.matchAll(pattern)].map(([, target]) => new URL(target, `file:///${path}`).pathname.slice(1));
}
