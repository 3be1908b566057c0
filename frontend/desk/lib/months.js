/** A month as its page in a calendar shows it, and what is odd about a moment. */

const NIGHT = { from: 22, to: 6 };

/** Rows of seven days (`YYYY-MM-DD`, or null beyond the month), Monday first; `month` is `YYYY-MM`. */
export function pageOf(month) {
  const [year, number] = month.split("-").map(Number);
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((before + days) / 7) * 7 }, (_, index) => {
    const day = index - before + 1;
    return day >= 1 && day <= days ? `${month}-${String(day).padStart(2, "0")}` : null;
  });
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}

/** The month so many months later; `YYYY-MM`. */
export function monthAfter(month, count) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** What somebody should mean: a moment that is over, or at night. `instant` is Viet Nam's, `now` in milliseconds. */
export function oddities(instant, now) {
  const hour = Number(instant.slice(11, 13));
  const isNight = hour >= NIGHT.from || hour < NIGHT.to;
  return [Date.parse(instant) <= now && "past", isNight && "night"].filter(Boolean);
}
