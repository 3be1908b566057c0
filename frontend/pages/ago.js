/** How long ago things were changed, as long as that says more than the date; what the server wrote is when, which stays true. */

const MINUTE_MS = 60_000;
/** Up to how many minutes each is counted in, and by how many. */
const STEPS = [["minutes", 60, 1], ["hours", 24 * 60, 60], ["days", 7 * 24 * 60, 24 * 60]];

let timer = null;

export function tellAgo({ t }) {
  const tell = () => document.querySelectorAll("time[data-ago]").forEach((time) => {
    time.textContent = ago(Date.now() - Date.parse(time.dateTime), t) ?? time.title;
  });
  clearInterval(timer);
  timer = setInterval(tell, MINUTE_MS);
  tell();
}

/** `2 giờ trước`; null where the date says it better. */
export function ago(ms, t) {
  const minutes = Math.floor(ms / MINUTE_MS);
  const step = STEPS.find(([, most]) => minutes < most);
  if (minutes < 0 || !step) return null;
  const [unit, , size] = step;
  return minutes ? t(`ago.${unit}`, { count: Math.floor(minutes / size) }) : t("ago.now");
}
