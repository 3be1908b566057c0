/** The head of a page answers as menus do: buttons open its parts on a phone, Escape closes, and what is left closes. */

export function wireMenu(header) {
  const openers = [...header.querySelectorAll("[aria-controls]")];
  const groups = [...header.querySelectorAll("details")];
  const open = (part) => {
    header.dataset.open = part;
    for (const opener of openers) opener.setAttribute("aria-expanded", String(opener.getAttribute("aria-controls") === part));
  };
  for (const opener of openers) {
    const part = opener.getAttribute("aria-controls");
    opener.addEventListener("click", () => open(header.dataset.open === part ? "" : part));
  }
  for (const group of groups) wireGroup(group, groups);
  // A handler that answers false would take every other key away, Tab among them.
  header.onkeydown = ({ key }) => {
    if (key === "Escape" && !closeGroup(groups)) closePart(openers, open);
  };
  open("");
}

/** True when one was open. */
function closeGroup(groups) {
  const found = groups.find((group) => group.open);
  if (!found) return false;
  found.open = false;
  found.querySelector("summary").focus();
  return true;
}

function closePart(openers, open) {
  const found = openers.find((opener) => opener.getAttribute("aria-expanded") === "true");
  if (!found) return;
  open("");
  found.focus();
}

function wireGroup(group, groups) {
  // Older browsers do not know that groups of one name exclude each other.
  group.addEventListener("toggle", () => {
    if (group.open) groups.filter((other) => other !== group).forEach((other) => { other.open = false; });
  });
  group.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !group.contains(relatedTarget)) group.open = false;
  });
  document.addEventListener("click", ({ target }) => {
    if (!group.contains(target)) group.open = false;
  });
}
