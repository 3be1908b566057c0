/* How this reader wants pages to look, before anything is painted: a classic script, because modules come too late. */
(() => {
  const WAIT_MS = 10_000;
  const root = document.documentElement;
  try {
    const chosen = JSON.parse(localStorage.getItem("congxa.display") ?? "{}");
    for (const name of ["size", "theme"]) if (chosen?.[name]) root.dataset[name] = chosen[name];
  } catch {
    // A browser that keeps nothing, or something else under our name: the page looks as for everybody.
  }
  // On a phone the menu waits behind its button; without the modules that make the button it has to stand open.
  root.dataset.scripted = "";
  setTimeout(() => {
    if (!document.querySelector(".site-header[data-open]")) delete root.dataset.scripted;
  }, WAIT_MS);
})();
