/** Notices, as the public reads them. */
import { getPublic } from "./client.js";

const LIST = 50;
const MOST = 12;

/** Areas that notices of a site have named lately, the most used first; none where nothing answers. */
export async function areasBefore(site) {
  const { items } = await getPublic("/v1/notices", { site, active: "any", limit: LIST, fields: "id,areas" }).catch(() => ({ items: [] }));
  const counts = new Map();
  for (const area of items.flatMap(({ areas }) => areas)) counts.set(area, (counts.get(area) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST).map(([area]) => area);
}
