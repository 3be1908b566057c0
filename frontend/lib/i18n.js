/** The words of the frame in one language, and numbers and dates in its manner. */
import { formatDate, formatDay, formatDayMonth, formatTime } from "./dates.js";

/** What views are given: `t(key, values)`, `formatNumber`, and the functions of dates.js. */
export function translator(language, messages) {
  const numbers = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB");
  return {
    language,
    t: (key, values = {}) => filled(messages[key] ?? key, values),
    formatNumber: (number) => numbers.format(number),
    formatDate,
    formatDay,
    formatDayMonth,
    formatTime,
  };
}

function filled(message, values) {
  return message.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
