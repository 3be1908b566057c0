/** Pictures that come into the text: chosen, taken, pasted or dropped, and places where one is missing. */
import { html, setHtml } from "../../lib/html.js";
import { PLACE } from "../lib/body.js";
import { chooserView } from "../views/picture.js";
import { openLibrary } from "./library.js";
import { isPhoto } from "./shrinking.js";

/** Places told in words, and captions that nobody has written, as the editor shows them. */
export function withPlaces(holder) {
  for (const paragraph of [...holder.querySelectorAll("p")].filter(({ textContent }) => PLACE.test(textContent))) {
    const [whole, name = ""] = PLACE.exec(paragraph.textContent);
    if (paragraph.textContent === whole && !paragraph.children.length) paragraph.replaceWith(figure(paragraph.ownerDocument, name));
  }
  for (const each of holder.querySelectorAll("figure")) {
    if (!each.querySelector("figcaption")) each.append(holder.ownerDocument.createElement("figcaption"));
  }
  return holder;
}

function figure(document, name) {
  const made = document.createElement("figure");
  const image = document.createElement("x-img");
  image.setAttribute("name", name);
  made.append(image);
  return made;
}

export class Pictures {
  constructor(rich) {
    this.rich = rich;
  }

  /** The files of a paste or drop that are for the text; true when they were taken. */
  take(files, at = null) {
    const photos = files.filter(isPhoto);
    photos.forEach((file) => this.insert({ key: this.rich.uploads.add(file).key, name: file.name }, at));
    return photos.length > 0;
  }

  insert(attrs, at = null) {
    const { view, schema: { nodes } } = this.rich;
    const { state } = view;
    const made = nodes.figure.create(null, [nodes.image.create(attrs), nodes.caption.create()]);
    const { $from } = state.selection;
    const top = at ?? ($from.depth ? $from.after(1) : $from.pos);
    const change = state.tr.insert(top, made);
    const after = top + made.nodeSize;
    if (after === change.doc.content.size) change.insert(after, nodes.paragraph.create());
    view.dispatch(change.setSelection(this.rich.pm.TextSelection.create(change.doc, after + 1)).scrollIntoView());
  }

  /** Below the toolbar: a file, the camera, or one of the library. */
  choose(place) {
    const { i18n, uploads } = this.rich;
    setHtml(place, html`<div>${chooserView({ id: "text-picture", isMany: true }, i18n)}</div>`);
    const chooser = place.firstElementChild;
    chooser.addEventListener("change", ({ target }) => {
      if (!("file" in target.dataset)) return;
      const files = [...target.files];
      setHtml(place, html``);
      this.take(files);
    });
    chooser.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-library]")) return;
      openLibrary(chooser.querySelector("[data-library-place]"), { i18n, site: uploads.site() }, ({ id, alt }) => {
        setHtml(place, html``);
        this.insert({ src: `media:${id}`, alt });
      });
    });
    chooser.querySelector("input").focus();
  }
}
