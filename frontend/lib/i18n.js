/** The words of the frame in one language, and numbers and dates in its manner. */
import { formatDate, formatDay, formatDayMonth, formatTime, weekdayOf } from "./dates.js";
import { html } from "./html.js";

/** The languages that the frame knows, as files in i18n/. */
export const LANGUAGES = ["vi", "en"];
export const USUAL = "vi";

/** What views are given: `t(key, values)`, `formatNumber`, `languageField`, `lang`, `own`, and the functions of dates.js. */
export function translator(language, messages) {
  const t = (key, values = {}) => filled(messages[key] ?? key, values);
  return {
    language,
    t,
    formatNumber: (number) => formatNumber(number, language),
    formatDate,
    formatDay,
    formatDayMonth,
    formatTime,
    formatWeekday: (instant) => `${t(`weekday.${weekdayOf(instant)}`)}, ${formatDate(instant)}`,
    languageField: language !== USUAL && html`<input type="hidden" name="lang" value="${language}">`,
    /** The attribute of an element whose words are content, in the language of that content. */
    lang: (content = USUAL) => content !== language && html` lang="${content}"`,
    /** Words of content in the midst of those of the frame. */
    own: (words) => (words && language !== USUAL ? html`<span lang="${USUAL}">${words}</span>` : words),
  };
}

/** `26.239,5`, in English `26,239.5`. */
function formatNumber(number, language) {
  const [group, point] = language === "vi" ? [".", ","] : [",", "."];
  const [whole, rest] = String(Math.round(number * 1_000) / 1_000).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group);
  return rest ? grouped + point + rest : grouped;
}

function filled(message, values) {
  return message.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
