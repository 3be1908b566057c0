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
export function imports({ path, text }) {
  const found = [...text.matchAll(/^import [^;]*?from "([^"]+)";$/gms)];
  return found.map(([, target]) => new URL(target, `file:///${path}`).pathname.slice(1));
}
