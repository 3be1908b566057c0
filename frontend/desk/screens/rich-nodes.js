/** Parts of the text that are more than words: a picture with what is asked of it, and the words below it. */
import { Picture } from "./picture.js";

const SCHEME = "media:";

/** What the editor shows of its own, by the name of the node. */
export function nodeViews({ i18n, uploads }) {
  return {
    image: (node, view, getPos) => new PictureNode(node, view, getPos, { i18n, uploads }),
    caption: () => captionNode(i18n.t("picture.caption")),
  };
}

/** A picture in the text is asked about in place. */
class PictureNode {
  constructor(node, view, getPos, { i18n, uploads }) {
    Object.assign(this, { node, view, getPos });
    this.dom = document.createElement("div");
    this.dom.contentEditable = "false";
    this.picture = new Picture(this.dom, {
      i18n, uploads, picture: pictureOf(node), tell: (said) => this.said(said), remove: () => this.remove(),
    });
  }

  said({ media, ...said }) {
    const attrs = { ...this.node.attrs, ...said, ...(media && { src: SCHEME + media }) };
    const change = this.view.state.tr.setNodeMarkup(this.getPos(), null, attrs);
    this.view.dispatch(change);
  }

  /** With its figure, unless that holds others. */
  remove() {
    const { tr, doc } = this.view.state;
    const at = doc.resolve(this.getPos());
    const pictures = at.parent.content.content.filter(({ type }) => type === this.node.type).length;
    const [from, to] = pictures > 1 ? [at.pos, at.pos + 1] : [at.before(), at.after()];
    this.view.dispatch(tr.delete(from, to));
    this.view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.picture.set(pictureOf(node));
    return true;
  }

  stopEvent() {
    return true;
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    this.picture.end();
  }
}

function pictureOf({ attrs: { src, alt, key, name } }) {
  return { media: src && src.startsWith(SCHEME) ? src.slice(SCHEME.length) : src, alt, key, name };
}

function captionNode(words) {
  const dom = document.createElement("figcaption");
  const label = document.createElement("span");
  const contentDOM = document.createElement("span");
  label.className = "caption__label";
  label.contentEditable = "false";
  label.textContent = words;
  contentDOM.className = "caption__words";
  dom.append(label, contentDOM);
  return { dom, contentDOM };
}
