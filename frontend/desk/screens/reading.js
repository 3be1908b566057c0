/** Proposes what a file or a title says: a Word file's words for the text, and facts. Nothing is filled in unasked. */
import { html, setHtml } from "../../lib/html.js";
import { readFile } from "../api/media.js";
import { isRead, lackedOf, proposedBy } from "../lib/reading.js";
import { problemWords } from "../views/problem.js";
import { readingView } from "../views/reading.js";
import { part } from "./frame.js";

export class Reading {
  /** `writer` is the screen of the document. */
  constructor(writer) {
    this.writer = writer;
  }

  wire() {
    const { attachments } = this.writer.mounted;
    if (attachments) attachments.kept = (entry) => this.read(entry);
    part("write").addEventListener("change", ({ target }) => target.name === "title" && this.propose({ proposed: proposedBy(target.value) }));
  }

  /** A file that hangs below the text now: `{file, name, media}`. */
  async read({ file, name, media }) {
    if (!isRead(file)) return;
    try {
      const { body_html: body, losses, proposed } = await readFile(file);
      this.propose({ name, media, body, losses, proposed });
    } catch (error) {
      this.propose({ name, proposed: {}, why: /\.docx$/i.test(name) ? problemWords(error, this.writer.i18n) : "" });
    }
  }

  /** Of the last file or title that says anything. */
  propose(said) {
    const { document, saving, mounted, i18n } = this.writer;
    const facts = lackedOf(document.type, { ...document.content, ...saving.unsaved }, said.proposed);
    const text = said.body && mounted.body_html;
    if (!text && !facts.length && !said.why) return;
    this.close();
    setHtml(part("reading"), readingView({ name: said.name, why: said.why, hasText: Boolean(text), facts }, i18n));
    part("reading").firstElementChild.addEventListener("click", ({ target }) => this.pressed(target.dataset, { ...said, text, facts }));
  }

  /** What listened to a proposal goes with it. */
  close() {
    setHtml(part("reading"), html``);
  }

  pressed({ putText, putFacts, readingClose }, said) {
    if (putText) this.putText(said, putText === "only");
    if (putFacts !== undefined) this.putFacts(said.facts);
    if (readingClose !== undefined) this.close();
  }

  putText(said, isOnly) {
    said.text.add(said.body, said.losses);
    if (isOnly) this.writer.mounted.attachments.drop(said.media.id);
    this.close();
    this.propose({ ...said, body: null });
  }

  putFacts(facts) {
    const agreed = facts.filter(({ name }) => part("reading").querySelector(`[name="read-${name}"]`).checked);
    const values = Object.fromEntries(agreed.map(({ name, value }) => [name, value]));
    this.close();
    this.writer.fill(values);
    this.writer.changed(values);
  }
}
