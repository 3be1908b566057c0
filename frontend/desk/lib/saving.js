/**
 * Sends what was written: two seconds after the last key, one request at a time, and nothing is forgotten that was not
 * taken. It knows neither the network nor the page: `send` carries changes, `tell` is told how things stand.
 */
const PAUSE_MS = 2_000;
const RETRY_MS = [3_000, 6_000, 15_000, 30_000];
/** After these the same changes may be sent again as they are. */
const PASSING = (status) => status === 0 || status === 429 || status >= 500;

export class Saving {
  /** `after(ms, work)` calls back later and gives a way to take that back. With `isAsked` nothing goes out by itself. */
  constructor({ send, tell, after, isAsked = false }) {
    this.send = send;
    this.tell = tell;
    this.after = after;
    this.isAsked = isAsked;
    this.pending = {};
    this.sent = {};
    this.running = null;
    this.failures = 0;
    this.forget = () => {};
  }

  get isClean() {
    return !this.running && !Object.keys(this.pending).length;
  }

  /** All that the server has not said it has: what is on its way, and what was written since. */
  get unsaved() {
    return { ...this.sent, ...this.pending };
  }

  /** Fields and what they now hold. */
  changed(changes) {
    Object.assign(this.pending, changes);
    this.tell("changed");
    this.later(PAUSE_MS);
  }

  later(ms) {
    this.forget();
    if (this.isAsked) return;
    this.forget = this.after(ms, () => this.flush());
  }

  /** Send all there is; true when everything is saved. */
  async flush() {
    this.forget();
    if (this.running) await this.running;
    if (!Object.keys(this.pending).length) return true;
    this.running = this.once();
    const isSaved = await this.running;
    return isSaved && (this.isClean || this.flush());
  }

  async once() {
    this.sent = this.pending;
    this.pending = {};
    this.tell("saving");
    try {
      await this.send(this.sent);
      this.failures = 0;
    } catch (error) {
      this.pending = this.unsaved;
      return this.failed(error);
    } finally {
      this.sent = {};
      this.running = null;
    }
    this.tell(this.isClean ? "saved" : "changed");
    return true;
  }

  failed(error) {
    this.tell("failed", error);
    if (PASSING(error.status)) this.later(RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]);
    return false;
  }
}
