/** The documents that a form has to choose from. */
import { listDocuments } from "../api/documents.js";
import { fieldsOf } from "../lib/fields.js";
import { MANY_OF, NAMED_OF, ONE_OF } from "../lib/kinds.js";

const LIST = 100;
const REFERENCES = { ...ONE_OF, ...MANY_OF, ...NAMED_OF };

/** By type; `sites` are the slugs of those that somebody may write for, where it is not decided yet. */
export async function listsFor(document, person) {
  const sites = document.id ? [document.site] : await sitesOf(person);
  const types = [...new Set(fieldsOf(document.type).map(([, kind]) => REFERENCES[kind]).filter(Boolean))];
  const lists = await Promise.all(types.map((type) => listDocuments({ type, site: sites[0], limit: LIST })));
  const others = lists.map(({ items }) => items.filter(({ id }) => id !== document.id));
  return { sites, ...Object.fromEntries(types.map((type, index) => [type, others[index]])) };
}

/** The slugs of the sites that somebody has a role on. */
export async function sitesOf(person) {
  const named = person.roles.map(({ site }) => site);
  if (!named.includes(null)) return [...new Set(named)];
  return (await listDocuments({ type: "site", limit: LIST })).items.map(({ site }) => site);
}
