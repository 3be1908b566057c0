/** One picture that somebody chooses, waits for and describes; in the text, and as a field. */
import { html, setHtml } from "../../lib/html.js";
import { fileAddress } from "../api/media.js";
import { isFileName } from "../lib/alts.js";
import { problemWords } from "../views/problem.js";
import { entryView, pictureView } from "../views/picture.js";
import { openLibrary } from "./library.js";
import { isPhoto } from "./shrinking.js";

const WIDTH = 640;
let number = 0;

export class Picture {
  /** `picture` is `{media, alt, key, name}`; `tell` is given what changes of it, `remove` takes it away. */
  constructor(place, { i18n, uploads, picture, tell, remove }) {
    Object.assign(this, { place, i18n, uploads, tell, remove });
    this.picture = { ...picture, id: `picture-${++number}` };
    this.stop = uploads.watch((entry) => entry.key === this.picture.key && this.heard(entry));
    place.addEventListener("click", ({ target }) => this.pressed(target));
    place.addEventListener("change", ({ target }) => this.changed(target));
    place.addEventListener("input", ({ target }) => "alt" in target.dataset && this.described(target));
    this.show();
    if (this.entry && this.entry.state === "done") this.heard(this.entry);
  }

  get entry() {
    return this.uploads.entries.get(this.picture.key);
  }

  /** Another picture in this place; what is typed of this one stays. */
  set(picture) {
    const isOther = picture.media !== this.picture.media || picture.key !== this.picture.key;
    Object.assign(this.picture, picture);
    if (isOther) this.show();
  }

  show() {
    const { picture, entry } = this;
    setHtml(this.place, pictureView({ picture, address: this.address(), entry }, this.i18n));
    if (entry) this.showEntry(entry);
  }

  /** Before the server has it, this device shows it; what it cannot read it does not. */
  address() {
    const { media } = this.picture;
    if (media) return fileAddress(media, WIDTH);
    if (!this.entry) return null;
    this.shown = this.shown ?? URL.createObjectURL(this.entry.file);
    return this.shown;
  }

  heard(entry) {
    if (entry.state !== "done") return this.showEntry(entry);
    const said = { media: entry.media.id, key: null };
    if (this.picture.alt === null && entry.media.alt) said.alt = entry.media.alt;
    this.set({ ...said, warnings: entry.media.warnings });
    this.tell(said);
  }

  showEntry(entry) {
    const place = this.place.querySelector("[data-entry]");
    if (place) setHtml(place, entryView(entry, entry.error ? problemWords(entry.error, this.i18n) : "", this.i18n));
  }

  pressed(target) {
    if (target.closest("[data-again]")) this.uploads.again(this.picture.key);
    if (target.closest("[data-library]")) this.library();
    if (!target.closest("[data-remove]")) return;
    if (this.picture.key) this.uploads.cancel(this.picture.key);
    this.remove();
  }

  library() {
    openLibrary(this.place.querySelector("[data-library-place]"), { i18n: this.i18n, site: this.uploads.site() }, ({ id, alt }) => {
      const said = { media: id, key: null, alt };
      this.set({ ...said, warnings: [] });
      this.tell(said);
    });
  }

  changed(target) {
    if ("file" in target.dataset && target.files[0]) this.take(target.files[0]);
    if (target.id !== `${this.picture.id}-decorative`) return;
    const input = this.place.querySelector("[data-alt]");
    input.disabled = target.checked;
    if (target.checked) this.say("", "");
    else this.described(input);
  }

  take(file) {
    if (!isPhoto(file)) return;
    const { key } = this.uploads.add(file);
    this.set({ key, warnings: [] });
    this.tell({ key, name: file.name });
  }

  /** The name of a file is no description. */
  described({ value }) {
    const isRefused = isFileName(value);
    this.say(isRefused ? null : value.normalize("NFC").trim() || null, isRefused ? this.i18n.t("picture.file_name") : "");
  }

  say(alt, wrong) {
    this.place.querySelector("[data-alt-wrong]").textContent = wrong;
    this.place.querySelector("[data-alt]").setAttribute("aria-invalid", String(Boolean(wrong)));
    this.picture.alt = alt;
    this.tell({ alt });
  }

  end() {
    this.stop();
    if (this.shown) URL.revokeObjectURL(this.shown);
    setHtml(this.place, html``);
  }
}
