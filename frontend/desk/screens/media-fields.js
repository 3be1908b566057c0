/** `<photo-field>` and `<files-field>`, which hold what the library has: one photo with its words, and files in order. */
import { html, setHtml } from "../../lib/html.js";
import { chooserView, creditView, entryView, filesView } from "../views/picture.js";
import { problemWords } from "../views/problem.js";
import { openLibrary } from "./library.js";
import { Picture } from "./picture.js";
import { isPhoto } from "./shrinking.js";

export class PhotoField extends HTMLElement {
  /** `tell` is given the photo as the API takes it, or null. */
  begin({ name, value, i18n, uploads, tell }) {
    Object.assign(this, { name, i18n, uploads, tell, picture: null });
    this.addEventListener("change", ({ target }) => !this.picture && "file" in target.dataset && this.take(target.files[0]));
    this.addEventListener("click", ({ target }) => !this.picture && target.closest("[data-library]") && this.library());
    this.addEventListener("input", ({ target }) => this.typed(target));
    for (const [type, given] of [["dragover", null], ["drop", "dataTransfer"], ["paste", "clipboardData"]]) {
      this.addEventListener(type, (event) => this.dropped(event, given));
    }
    this.set(value);
    return this;
  }

  set(value) {
    if (this.picture) this.picture.end();
    this.picture = null;
    this.value = value;
    if (value) this.open({ media: value.media, alt: value.decorative ? "" : value.alt, key: null, name: "" });
    else setHtml(this, chooserView({ id: this.name }, this.i18n));
  }

  open(picture) {
    setHtml(this, html`<div data-later></div><div class="photo__credit">${creditView({ id: this.name, ...this.value }, this.i18n)}</div>`);
    this.picture = new Picture(this.firstElementChild, {
      i18n: this.i18n, uploads: this.uploads, picture,
      tell: (said) => this.said(said),
      remove: () => {
        this.set(null);
        this.tell(null);
        this.querySelector("input").focus();
      },
    });
  }

  take(file) {
    if (!file || !isPhoto(file)) return;
    const { key } = this.uploads.add(file);
    this.value = { media: null, alt: null, caption: null, credit: null, decorative: false };
    this.open({ media: null, alt: null, key, name: file.name });
    this.querySelector("[data-alt]").focus();
  }

  library() {
    openLibrary(this.querySelector("[data-library-place]"), { i18n: this.i18n, site: this.uploads.site() }, ({ id, alt, caption, credit }) => {
      this.set({ media: id, alt, caption, credit, decorative: false });
      this.tell(this.value);
    });
  }

  dropped(event, given) {
    const file = given && [...event[given].files].find(isPhoto);
    if (given && !file) return;
    event.preventDefault();
    if (file) this.take(file);
  }

  typed({ dataset, value }) {
    for (const name of ["caption", "credit"]) if (name in dataset) this.said({ [name]: value.normalize("NFC").trim() || null });
  }

  /** Told once the library has it; until then its words wait here. */
  said({ key: _key, name: _name, ...said }) {
    if ("alt" in said) Object.assign(said, { alt: said.alt || null, decorative: said.alt === "" });
    this.value = { ...this.value, ...said };
    if (this.value.media) this.tell(this.value);
  }
}

export class FilesField extends HTMLElement {
  /** `tell` is given the files as the API takes them. */
  begin({ name, label, value, i18n, uploads, tell }) {
    Object.assign(this, { name, label, i18n, uploads, tell, entries: [], noticed: {} });
    uploads.watch((entry) => this.entries.includes(entry) && this.heard(entry));
    this.addEventListener("change", ({ target }) => "file" in target.dataset && this.take([...target.files], target));
    this.addEventListener("input", ({ target }) => "name" in target.dataset && this.rename(target));
    this.addEventListener("click", ({ target }) => this.pressed(target));
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.take([...event.dataTransfer.files]);
    });
    this.set(value);
    return this;
  }

  set(files) {
    this.files = files ?? [];
    this.show();
  }

  show() {
    setHtml(this, filesView({ id: this.name, label: this.label, files: this.files, entries: this.entries, noticed: this.noticed }, this.i18n));
    this.entries.forEach((entry) => this.showEntry(entry));
  }

  showEntry(entry) {
    const why = entry.error ? problemWords(entry.error, this.i18n) : "";
    setHtml(this.querySelector(`[data-entry-of="${entry.key}"]`), entryView(entry, why, this.i18n));
  }

  take(files, input = null) {
    this.entries.push(...files.map((file) => this.uploads.add(file)));
    if (input) input.value = "";
    this.show();
  }

  heard(entry) {
    if (entry.state !== "done") return this.showEntry(entry);
    this.entries = this.entries.filter((each) => each !== entry);
    const { id, warnings } = entry.media;
    this.noticed[id] = warnings;
    if (!this.files.some(({ media }) => media === id)) this.put([...this.files, { media: id, name: titleOf(entry.name) }]);
    this.show();
    if (this.kept) this.kept(entry);
  }

  /** One that is not to hang here after all. */
  drop(id) {
    this.put(this.files.filter(({ media }) => media !== id));
    this.show();
  }

  put(files) {
    this.files = files;
    this.tell(files);
  }

  rename({ dataset, value }) {
    const name = value.normalize("NFC").trim();
    if (name) this.put(this.files.map((each, index) => (index === Number(dataset.name) ? { ...each, name } : each)));
  }

  pressed(target) {
    const button = target.closest("button");
    const { again, cancel, dropFile } = button ? button.dataset : {};
    if (again !== undefined) this.uploads.again(button.closest("[data-entry-of]").dataset.entryOf);
    if (cancel) {
      this.uploads.cancel(cancel);
      this.entries = this.entries.filter(({ key }) => key !== cancel);
    }
    if (dropFile) this.put(this.files.filter((_, index) => index !== Number(dropFile)));
    if (cancel || dropFile) this.show();
  }
}

/** What a file is called, without what only programs need. */
function titleOf(name) {
  return name.normalize("NFC").replace(/\.\w{2,5}$/, "").replace(/[_\s]+/g, " ").trim() || name;
}
