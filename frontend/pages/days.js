/** What a page says of today is said anew when another day begins while it stays open, or has slept. */
import { dayAfter, dayAt, momentOf } from "../lib/dates.js";

export function onNewDay(tell) {
  let day = dayAt(Date.now());
  let timer = null;
  const look = () => {
    const today = dayAt(Date.now());
    if (today !== day) tell(today);
    day = today;
    clearTimeout(timer);
    timer = setTimeout(look, momentOf(dayAfter(today), "00:00") - Date.now());
  };
  look();
  document.addEventListener("visibilitychange", look);
}
