/**
 * Files on their way to the library: one at a time, so that a slow line carries one to its end. It knows neither the
 * network nor the page: `prepare` makes a file small, `send` carries it, `tell` is told of each change.
 */
const RETRY_MS = [3_000, 6_000, 15_000, 30_000];
/** After these the same file may be sent again as it is: no answer, too many, others being prepared. */
const PASSING = (status) => status === 0 || status === 429 || status >= 500;

export class Uploads {
  /** `after(ms, work)` calls back later; `newKey()` makes a repeated file the same one. */
  constructor({ prepare, send, tell, after, newKey }) {
    Object.assign(this, { prepare, send, tell, after, newKey });
    this.entries = new Map();
    this.current = null;
  }

  get isDone() {
    return [...this.entries.values()].every(({ state }) => state === "done");
  }

  /** The entry of a file: `{key, file, name, state, share, error, media}`. */
  add(file, name = file.name) {
    const entry = { key: this.newKey(), file, name, state: "waiting", share: 0, failures: 0, error: null, media: null };
    this.entries.set(entry.key, entry);
    this.next();
    return entry;
  }

  /** Try one again that has failed. */
  again(key) {
    this.put(this.entries.get(key), { state: "waiting" });
    this.next();
  }

  /** Forget one, whether it is on its way or not. */
  cancel(key) {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    if (this.current === entry && entry.stop) entry.stop();
  }

  next() {
    const waiting = [...this.entries.values()].find(({ state }) => state === "waiting");
    if (this.current || !waiting) return;
    this.current = waiting;
    this.running = this.carry(waiting).then(() => {
      this.current = null;
      this.next();
    });
  }

  async carry(entry) {
    try {
      this.put(entry, { state: "preparing", share: 0 });
      entry.blob = entry.blob ?? (await this.prepare(entry.file));
      if (!this.entries.has(entry.key)) return;
      this.put(entry, { state: "sending" });
      const { answered, cancel } = this.send(entry, (share) => this.put(entry, { share }));
      entry.stop = cancel;
      this.put(entry, { state: "done", media: await answered });
    } catch (error) {
      this.failed(entry, error);
    }
  }

  failed(entry, error) {
    this.put(entry, { state: "failed", error });
    if (!PASSING(error.status) || !this.entries.has(entry.key)) return;
    const wait = RETRY_MS[Math.min(entry.failures++, RETRY_MS.length - 1)];
    this.after(wait, () => entry.state === "failed" && this.entries.has(entry.key) && this.again(entry.key));
  }

  /** One that was taken back changes no more. */
  put(entry, changes) {
    if (!this.entries.has(entry.key)) return;
    Object.assign(entry, changes);
    this.tell(entry);
  }
}
