/** The documents that a form has to choose from. */
import { listAll } from "../api/documents.js";
import { fieldsOf } from "../lib/fields.js";
import { MANY_OF, NAMED_OF, ONE_OF } from "../lib/kinds.js";
import { currentSite } from "./sites.js";

const REFERENCES = { ...ONE_OF, ...MANY_OF, ...NAMED_OF };

/** By type, of the document's site: a new one's is that which somebody works for. */
export async function listsFor(document, person) {
  const site = document.site ?? currentSite(person);
  const types = [...new Set(fieldsOf(document.type).map(([, kind]) => REFERENCES[kind]).filter(Boolean))];
  const lists = await Promise.all(types.map((type) => listAll({ type, site })));
  const others = lists.map((items) => items.filter(({ id }) => id !== document.id));
  return Object.fromEntries(types.map((type, index) => [type, others[index]]));
}
