/** The room of the portal's identity: writing, with the portal's foot beside it. */
import { SiteFoot } from "./foot.js";
import { screen as writeScreen } from "./write.js";

customElements.define("site-foot", SiteFoot);

export const screen = writeScreen;
