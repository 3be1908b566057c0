/** Of several portals the one that somebody works for now: named in the address, else chosen before on this machine. */

const KEPT = "congxa.site";

/** Its slug; undefined for whoever has none. */
export function currentSite(person) {
  const asked = [new URLSearchParams(location.search).get("site"), kept()];
  const found = asked.map((slug) => person.sites.find((each) => each.slug === slug)).find(Boolean) ?? person.sites[0];
  return found?.slug;
}

/** The same screen for another one; what is open belongs to its own. */
export function changeSite(slug) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(slug));
  } catch {
    // What a browser does not keep stands in the address.
  }
  const path = location.pathname.startsWith("/desk/viet/") ? "/desk/" : location.pathname;
  location.assign(`${path}?${new URLSearchParams({ site: slug })}`);
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}
