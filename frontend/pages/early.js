/* How this reader wants pages to look, before anything is painted: a classic script, because modules come too late. */
(() => {
  try {
    const chosen = JSON.parse(localStorage.getItem("congxa.display") ?? "{}");
    for (const name of ["size", "theme"]) if (chosen?.[name]) document.documentElement.dataset[name] = chosen[name];
  } catch {
    // A browser that keeps nothing, or something else under our name: the page looks as for everybody.
  }
})();
