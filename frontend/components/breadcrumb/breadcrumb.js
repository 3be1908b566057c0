/** The way from the home page to this one; the last step is the page itself and is not repeated. */
import { html } from "../../lib/html.js";

/** `steps` are `{href, words, lang}`; absent ones are left out. */
export function breadcrumb(steps, { t }) {
  return html`
    <nav class="breadcrumb" aria-label="${t("breadcrumb.title")}">
      <ol>
        <li><a href="/">${t("menu.home")}</a></li>
        ${steps.filter(Boolean).map(({ href, words, lang }) => html`<li><a href="${href}"${lang}>${words}</a></li>`)}
      </ol>
    </nav>`;
}
