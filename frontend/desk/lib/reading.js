/** What a file or a title says of a document, of that which the document still lacks. */
import { kindOf } from "./fields.js";
import { dayOf } from "./moments.js";

/** What is longer is not sent a second time over a slow line. */
const MOST_BYTES = 5_000_000;
const READ = /\.(docx|pdf)$/i;
const DAY = /\sngày\s+(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)/u;
const ISSUER = /\scủa\s+((?:UBND|HĐND|[Ủủ]y ban nhân dân|[Hh]ội đồng nhân dân|[Đđ]ảng ủy|[Cc]ông an|[Tt]rạm [Yy] tế)\s+(?:xã|phường|đặc khu)(?:\s\p{Lu}\p{L}*){1,4})/u;
const NUMBER = /(?:^|\s)số\s*:?\s*(\d{1,6}\s*[/-]\s*[^\s,;()]{2,60})/iu;

export function isRead({ name, size }) {
  return READ.test(name) && size <= MOST_BYTES;
}

/** Proposals as the API makes them, from the words of a title that has a number: a day alone may be that of an event. */
export function proposedBy(title) {
  const words = title.normalize("NFC");
  const [, number] = NUMBER.exec(words) ?? [];
  const [, issuer] = ISSUER.exec(words) ?? [];
  const [, ...day] = DAY.exec(words) ?? [];
  const said = (value) => (number && value ? { value } : null);
  return { number: said(number && number.replace(/\s+/g, "")), issuer: said(issuer), issued_on: said(day.length && dayOf(day.join("/"))) };
}

/** `[{name, kind, value}]`: what is proposed for a field that is there and empty. */
export function lackedOf(type, content, proposed) {
  return Object.entries(proposed)
    .filter(([name, said]) => said && !content[name] && kindOf(type, name))
    .map(([name, { value }]) => ({ name, kind: kindOf(type, name), value }));
}
