/** A leader with their photo and how to reach them: on the page of contacts and on their own. Pure. */
import { html } from "../../lib/html.js";
import { emailLink, phoneLinks } from "../identity/identity.js";
import { picture } from "../picture/picture.js";

export const LEADERS = "/lanh-dao";
const PHOTO_SIZES = "88px";

/** `name` stands in its heading; `more` is what follows. */
export function official({ position, phone, email, photo, name }, { heading, more }, { lang }) {
  return html`
    <li class="official">
      <div class="official__photo">${photo ? picture(photo, { sizes: PHOTO_SIZES }) : initial(name)}</div>
      <div>
        ${heading}
        ${position && html`<p${lang()}>${position}</p>`}
        ${phone && html`<p>${phoneLinks(phone)}</p>`}
        ${email && html`<p class="official__email">${emailLink(email)}</p>`}
        ${more}
      </div>
    </li>`;
}

/** Vietnamese people are called by the last word of their name. */
function initial(name) {
  return html`<span class="official__initial" aria-hidden="true">${[...name.split(" ").pop()][0]}</span>`;
}
