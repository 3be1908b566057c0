/** The words of the frame in one language, and numbers and dates in its manner. */
import { formatDate, formatDay, formatTime } from "./dates.js";

/** What views are given: `t(key, values)`, `formatNumber`, `formatDate`, `formatDay`, `formatTime`. */
export function translator(language, messages) {
  const numbers = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB");
  return {
    language,
    t: (key, values = {}) => filled(messages[key] ?? key, values),
    formatNumber: (number) => numbers.format(number),
    formatDate,
    formatDay,
    formatTime,
  };
}

function filled(message, values) {
  return message.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
