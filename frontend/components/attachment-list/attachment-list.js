/** The files of a text: what each is, how large, how many pages, before it is fetched. */
import { html, safeUrl } from "../../lib/html.js";

const TYPES = {
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (XLSX)",
  "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
};

/** Nothing when there are no files. */
export function attachmentList(attachments, i18n) {
  return attachments?.length > 0 && html`
    <section class="attachment-list" aria-labelledby="attachments-title">
      <h2 class="attachment-list__title" id="attachments-title">${i18n.t("attachments.title")}</h2>
      <ul>${attachments.map((file) => html`
        <li><a href="${safeUrl(file.url)}">${file.name}</a>
          <span class="attachment-list__facts">${facts(file, i18n)}</span></li>`)}</ul>
    </section>`;
}

/** `PDF, 34,2 KB, 2 trang`. */
function facts({ media_type: type, bytes, pages }, { t, formatNumber }) {
  const count = pages && t("attachments.pages", { count: formatNumber(pages) });
  return [TYPES[type], size(bytes, formatNumber), count].filter(Boolean).join(", ");
}

function size(bytes, formatNumber) {
  if (bytes < 1024) return `${formatNumber(bytes)} B`;
  const [unit, divisor] = bytes < 1024 ** 2 ? ["KB", 1024] : ["MB", 1024 ** 2];
  return `${formatNumber(Math.round((bytes / divisor) * 10) / 10)} ${unit}`;
}
