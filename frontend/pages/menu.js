/** The head of a page answers as menus do: buttons open its parts on a phone, Escape closes, and what is left closes. */

/** Once for every page: it listens to the head and not to what is in it, which may become another. */
export function wireMenu(header) {
  header.dataset.wired = "";
  // Without scripts they are links like any other.
  header.querySelectorAll("a[aria-controls]").forEach((link) => link.setAttribute("role", "button"));
  // What was opened before the scripts came stands in the address.
  openPart(header, header.dataset.open ?? location.hash.slice(1));
  // There it would open the menu of every page that is loaded anew or shared.
  if (location.hash === "#menu") history.replaceState(history.state, "", location.pathname + location.search);
  if (header.onclick) return;
  header.onclick = (event) => {
    const opener = event.target.closest("[aria-controls]");
    if (!opener) return;
    event.preventDefault();
    const part = opener.getAttribute("aria-controls");
    openPart(header, header.dataset.open === part ? "" : part);
    if (header.dataset.open === "search") header.querySelector("#search input[type=search]").focus();
  };
  // A handler that answers false would take every other key away, Tab among them.
  header.onkeydown = (event) => {
    if (event.key === "Escape" && !closeGroup(header)) closePart(header);
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      if (!event.repeat) event.target.click();
    }
  };
  // Older browsers do not know that groups of one name exclude each other.
  header.addEventListener("toggle", ({ target }) => target.open && closeGroups(header, target), true);
  header.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && closeGroups(header, relatedTarget));
  document.addEventListener("click", ({ target }) => closeGroups(header, target));
}

function openPart(header, part) {
  header.dataset.open = part;
  for (const opener of header.querySelectorAll("[aria-controls]")) {
    opener.setAttribute("aria-expanded", String(opener.getAttribute("aria-controls") === part));
  }
}

/** True when one was open. */
function closeGroup(header) {
  const found = header.querySelector("details[open]");
  if (!found) return false;
  found.open = false;
  found.querySelector("summary").focus();
  return true;
}

function closePart(header) {
  const found = header.querySelector("[aria-expanded=true]");
  if (!found) return;
  openPart(header, "");
  found.focus();
}

/** All but the one around what the reader has come to. */
function closeGroups(header, left) {
  for (const group of header.querySelectorAll("details[open]")) if (!group.contains(left)) group.open = false;
}
