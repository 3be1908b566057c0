/** Shows the draft as the public would see it, in place of the fields, and makes links to it. */
import { html, setHtml } from "../../lib/html.js";
import { madeView, previewView, sendView, WIDTHS } from "../views/preview.js";
import { problemWords } from "../views/problem.js";
import { main, part, say, working } from "./frame.js";

/** Long enough to look; it is revoked when it is closed. */
const OWN_HOURS = 1;
const PHONE = 640;

export class Preview {
  /** `save` is true once all is saved; `create(hours)` and `revoke(id)` are of the links to what is shown. */
  constructor({ i18n, save, create, revoke }) {
    Object.assign(this, { i18n, save, create, revokeLink: revoke });
    this.width = innerWidth < PHONE ? WIDTHS[0] : WIDTHS[1];
    this.link = null;
    this.made = null;
  }

  wire() {
    part("head").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-preview-open]");
      if (button) working(button, () => this.open());
    });
    part("preview").addEventListener("click", ({ target }) => this.pressed(target));
    part("preview").addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    addEventListener("resize", () => this.fit());
    addEventListener("pagehide", () => this.forget());
  }

  /** What is not saved nobody would see. */
  async open() {
    if (!(await this.save())) return;
    this.forget();
    try {
      this.link = await this.create(OWN_HOURS);
    } catch (error) {
      return say(problemWords(error, this.i18n));
    }
    this.show();
    part("preview-close").focus();
  }

  show() {
    setHtml(part("preview"), previewView({ url: this.link.url, width: this.width }, this.i18n));
    main().dataset.previewing = "";
    this.fit();
  }

  /** A window of that width, made small enough to be seen whole. */
  fit() {
    const frame = part("frame");
    if (!frame) return;
    const scale = Math.min(1, part("window").clientWidth / this.width);
    Object.assign(frame.style, { width: `${this.width}px`, height: `${Math.round(innerHeight * 0.8 / scale)}px`, transform: `scale(${scale})` });
    part("window").style.height = `${Math.round(innerHeight * 0.8)}px`;
  }

  pressed(target) {
    const button = target.closest("button");
    if (!button) return;
    const { dataset } = button;
    if ("width" in dataset) {
      this.width = Number(dataset.width);
      this.show();
    }
    if ("fresh" in dataset) working(button, () => this.open());
    if ("send" in dataset) this.ask();
    if ("makeLink" in dataset) working(button, () => this.make());
    if ("copy" in dataset) this.copy();
    if ("revoke" in dataset) working(button, () => this.revoke());
    if ("previewClose" in dataset) this.close();
  }

  ask() {
    setHtml(part("send-place"), sendView(this.i18n));
    main().querySelector("#preview-hours").focus();
  }

  async make() {
    try {
      this.made = await this.create(Number(main().querySelector("#preview-hours").value));
    } catch (error) {
      return say(problemWords(error, this.i18n));
    }
    setHtml(part("made"), madeView(this.made, this.i18n));
    main().querySelector("#preview-url").select();
  }

  async copy() {
    const input = main().querySelector("#preview-url");
    input.select();
    await navigator.clipboard.writeText(input.value).then(() => say(this.i18n.t("preview.copied")), () => say(this.i18n.t("preview.copy_by_hand")));
  }

  async revoke() {
    await this.revokeLink(this.made.id).catch((error) => say(problemWords(error, this.i18n)));
    setHtml(part("made"), html``);
    say(this.i18n.t("preview.revoked"));
  }

  close() {
    this.forget();
    setHtml(part("preview"), html``);
    delete main().dataset.previewing;
    main().querySelector("[data-preview-open]").focus();
  }

  forget() {
    if (this.link) this.revokeLink(this.link.id).catch(() => null);
    this.link = null;
  }
}
