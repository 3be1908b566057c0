/** The frontend's own files, for tests of how it is built. */
import { readdirSync, readFileSync } from "node:fs";
import { FRONTEND } from "./fixtures.mjs";

/** Every module of the portal: its path inside frontend/ and its text. */
export function modules() {
  return files(".js");
}

/** Those of the desk, which is joined and served by itself. */
export function deskModules() {
  return deskFiles(".js").filter(({ path }) => !path.startsWith("desk/vendor/"));
}

export function files(ending) {
  return read((path) => path.endsWith(ending) && !path.startsWith("desk/"));
}

export function deskFiles(ending) {
  return read((path) => path.endsWith(ending) && path.startsWith("desk/"));
}

function read(isWanted) {
  return readdirSync(FRONTEND, { recursive: true })
    .filter(isWanted)
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
