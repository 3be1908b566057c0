/** The files of a text: what each is, how large, how many pages, before it is fetched. */
import { html, safeUrl } from "../../lib/html.js";

const TYPES = {
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (XLSX)",
  "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
};
/** So many characters are told of a paper. */
const SHOWN = 20_000;

/** Nothing when there are no files. */
export function attachmentList(attachments, i18n) {
  return attachments?.length > 0 && html`
    <section class="attachment-list" aria-labelledby="attachments-title">
      <h2 class="attachment-list__title" id="attachments-title">${i18n.t("attachments.title")}</h2>
      <ul>${attachments.map((file) => html`
        <li>${firstPage(file)}<span class="attachment-list__file"><a href="${safeUrl(file.url)}"${i18n.lang()}>${file.name}</a>
          <span class="attachment-list__facts">${facts(file, i18n)}</span></span>${words(file, i18n)}</li>`)}</ul>
    </section>`;
}

/** The name beside it says the same to whoever does not see it. */
function firstPage({ url, preview }) {
  return preview && html`<a class="attachment-list__page" href="${safeUrl(url)}" tabindex="-1" aria-hidden="true"><img
    src="${safeUrl(preview.url)}" width="${preview.width}" height="${preview.height}" alt="" loading="lazy" decoding="async"></a>`;
}

/** `PDF, 34,2 KB, 2 trang`. */
function facts({ media_type: type, bytes, pages, is_scan: isScan }, { t, formatNumber }) {
  const count = pages && t("attachments.pages", { count: formatNumber(pages) });
  return [TYPES[type], size(bytes, formatNumber), count, isScan && t("attachments.scan")].filter(Boolean).join(", ");
}

/** Its words, for whom a PDF is hard to read: on a small screen, in large letters, aloud. */
function words({ text }, { t, lang }) {
  return text && html`<details class="attachment-list__words"><summary>${t("attachments.words")}</summary>
    <div${lang()}>${text}</div>${text.length >= SHOWN && html`<p>${t("attachments.rest")}</p>`}</details>`;
}

function size(bytes, formatNumber) {
  if (bytes < 1024) return `${formatNumber(bytes)} B`;
  const [unit, divisor] = bytes < 1024 ** 2 ? ["KB", 1024] : ["MB", 1024 ** 2];
  return `${formatNumber(Math.round((bytes / divisor) * 10) / 10)} ${unit}`;
}
