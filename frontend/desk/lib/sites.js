/** The portals that somebody writes for, by the names that people call them. */

export function siteName(person, slug) {
  return person.sites.find((each) => each.slug === slug)?.name ?? slug;
}
