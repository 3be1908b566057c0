/** The room of what has a text: writing, with the editor of bodies. */
import { RichText } from "./rich-text.js";
import { screen as writeScreen } from "./write.js";

customElements.define("rich-text", RichText);

export const screen = writeScreen;
