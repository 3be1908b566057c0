/**
 * A new document, which is made once however many answers are lost: what was sent first goes again as it was, under the
 * same key, and what was written since is left to be changed in the document that comes back.
 */

/** After these the server may have made it. */
const MAY_BE_MADE = (status) => status === 0 || status === 401 || status === 409 || status === 429 || status >= 500;

export class Creation {
  /** `kept` is what an earlier page was at. */
  constructor(newKey, kept = null) {
    this.newKey = newKey;
    this.key = kept ? kept.key : newKey();
    this.first = kept ? kept.first : null;
  }

  /** To be kept with what was written. */
  get kept() {
    return { key: this.key, first: this.first };
  }

  /** The document, and which of these fields it does not have yet. */
  async send(content, create) {
    this.first = this.first ?? content;
    const { first } = this;
    const made = await create(first, this.key).catch((error) => this.refused(error));
    const rest = Object.entries(content).filter(([name, value]) => name !== "site" && JSON.stringify(value) !== JSON.stringify(first[name]));
    return { made, rest: Object.fromEntries(rest) };
  }

  /** What was refused is not there: other words are another request. */
  refused(error) {
    if (!MAY_BE_MADE(error.status)) Object.assign(this, { first: null, key: this.newKey() });
    throw error;
  }
}
