/* How this reader wants pages to look, before anything is painted: a classic script, because modules come too late. */
(() => {
  const LONGEST_HOLD_MS = 3_000;
  const root = document.documentElement;
  let isFilled = false;
  try {
    const chosen = JSON.parse(localStorage.getItem("congxa.display") ?? "{}");
    for (const name of ["size", "theme"]) if (chosen?.[name]) root.dataset[name] = chosen[name];
  } catch {
    // A browser that keeps nothing, or something else under our name: the page looks as for everybody.
  }
  const painted = new Promise((tell) => {
    const told = (entries) => entries.getEntriesByName("first-contentful-paint").length && tell();
    new PerformanceObserver(told).observe({ type: "paint", buffered: true });
  });
  addEventListener("DOMContentLoaded", releaseScripts);
  // Whoever wants the portal on the home screen finds that in the menu; nobody who came to read is asked.
  addEventListener("beforeinstallprompt", (event) => event.preventDefault());
  painted.then(timeSight, () => {});

  /** A page that came filled is read before anything runs: its scripts come once it was painted, or after a while. */
  function releaseScripts() {
    const held = document.querySelector("template[data-scripts]");
    if (!held) return;
    isFilled = true;
    const release = () => held.replaceWith(document.importNode(held.content, true));
    painted.then(release, release);
    // What nobody sees is never painted, and some browsers do not tell.
    setTimeout(release, LONGEST_HOLD_MS);
  }

  /** How long what the page is for has been in sight: where it came filled, scripts do not begin at nothing. */
  function timeSight() {
    let before = 0;
    let since = null;
    const sinceThen = () => (since === null ? 0 : performance.now() - since);
    const watch = () => {
      before += sinceThen();
      since = document.visibilityState === "visible" && !document.prerendering ? performance.now() : null;
    };
    for (const change of ["visibilitychange", "prerenderingchange"]) document.addEventListener(change, watch);
    watch();
    // Restored from the back cache it is shown anew.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) before = -sinceThen();
    });
    globalThis.msInSight = () => (isFilled ? before + sinceThen() : 0);
  }
})();
