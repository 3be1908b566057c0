/** One standing page of the portal, and those that belong with it. Pure. */
import { pageUrl } from "../../lib/addresses.js";
import { html } from "../../lib/html.js";
import { articleBody } from "../article-body/article-body.js";
import { attachmentList } from "../attachment-list/attachment-list.js";
import { breadcrumb } from "../breadcrumb/breadcrumb.js";
import { rating } from "../rating/rating.js";
import { shareBar } from "../share/share.js";
import { updated } from "../updated/updated.js";

/** `all` are the portal's standing pages; an empty list when they could not be had. */
export function standingPageView(page, all, i18n) {
  const parent = all.find(({ slug }) => slug === page.parent);
  return html`
    ${breadcrumb([parent && { href: pageUrl(parent), words: parent.title, lang: i18n.lang() }], i18n)}
    <div class="columns">
      <article class="page" data-text>
        <h1 class="page-title"${i18n.lang()}>${page.title}</h1>
        ${shareBar(page.url, i18n)}
        <div class="article-body"${i18n.lang()}>${articleBody(page.body?.html ?? "", page.images ?? [], i18n)}</div>
        ${attachmentList(page.attachments, i18n)}
        ${updated(page.updated_at, i18n)}
        ${rating(page, i18n)}
      </article>
      ${nearby(page, parent, all, i18n)}
    </div>`;
}

/** The pages below this one, else those beside it. */
function nearby(page, parent, all, { t, lang }) {
  const below = all.filter((each) => each.parent === page.slug);
  const beside = parent ? all.filter((each) => each.parent === parent.slug) : [];
  const shown = below.length ? below : beside;
  return shown.length > 0 && html`
    <nav class="panel page__nearby" aria-labelledby="nearby-title">
      <h2 class="panel__title" id="nearby-title"${lang()}>${below.length ? page.title : parent.title}</h2>
      <ul>${shown.map((each) => html`
        <li><a href="${pageUrl(each)}"${each.slug === page.slug && html` aria-current="page"`}${lang()}>${each.title}</a></li>`)}</ul>
    </nav>`;
}
