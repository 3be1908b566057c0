/** Tells the API that somebody reads this page: once each time it is shown, after three seconds in sight. */
import { recordView } from "../api/views.js";

const SECONDS_MS = 3_000;

/** Begin to count. A page that is prerendered waits for its reader; one restored from the back cache begins anew. */
export function countView(type, id) {
  const showing = new Showing(() => recordView(type, id));
  document.addEventListener("visibilitychange", () => showing.watch());
  document.addEventListener("prerenderingchange", () => showing.watch());
  addEventListener("pageshow", (event) => event.persisted && showing.begin());
  showing.begin(globalThis.msInSight?.());
}

/** The time in sight is added up; a hidden page stops its clock. */
class Showing {
  constructor(record) {
    this.record = record;
    this.since = 0;
    this.timer = null;
  }

  /** `seen` is how long the page was in sight before: `early.js` has told the time, where the browser let it. */
  begin(seen = 0) {
    this.stop();
    this.left = SECONDS_MS - seen;
    if (this.left <= 0) this.done();
    else this.watch();
  }

  watch() {
    this.stop();
    const isSeen = document.visibilityState === "visible" && !document.prerendering;
    if (isSeen && this.left > 0) this.go();
  }

  go() {
    this.since = performance.now();
    this.timer = setTimeout(() => this.done(), this.left);
  }

  stop() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    // What is left never falls to nothing here: only a view that was sent ends the showing.
    this.left = Math.max(1, this.left - (performance.now() - this.since));
  }

  done() {
    this.timer = null;
    this.left = 0;
    this.record();
  }
}
