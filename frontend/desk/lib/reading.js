/** What a file or a title says of a document, of that which the document still lacks. */
import { kindOf } from "./fields.js";

/** What is longer is not sent a second time over a slow line. */
const MOST_BYTES = 5_000_000;
const READ = /\.(docx|pdf)$/i;
const NUMBER = /(?:^|\s)số\s*:?\s*(\d{1,6}\s*[/-]\s*[^\s,;()]{2,60})/iu;

export function isRead({ name, size }) {
  return READ.test(name) && size <= MOST_BYTES;
}

/** Proposals as the API makes them, from the words of a title. */
export function proposedBy(title) {
  const [, number] = NUMBER.exec(title.normalize("NFC")) ?? [];
  return { number: number ? { value: number.replace(/\s+/g, "") } : null };
}

/** `[{name, kind, value}]`: what is proposed for a field that is there and empty. */
export function lackedOf(type, content, proposed) {
  return Object.entries(proposed)
    .filter(([name, said]) => said && !content[name] && kindOf(type, name))
    .map(([name, { value }]) => ({ name, kind: kindOf(type, name), value }));
}
