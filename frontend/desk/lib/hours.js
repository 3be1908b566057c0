/** Hours as people write them in a calendar: `8h30–10h`, `14 giờ 00’`, `sáng`, `2h chiều`, `cả ngày`. */
import { folded } from "./folding.js";
import { timeOf } from "./kinds.js";

const SESSIONS = { sang: "morning", chieu: "afternoon", toi: "evening", "ca ngay": "all_day", morning: "morning", afternoon: "afternoon", evening: "evening", "all day": "all_day" };
const SESSION = new RegExp(`\\b(${Object.keys(SESSIONS).join("|")})\\b`);
const NONE = { session: null, start_time: null, end_time: null, all_day: false };
/** Joins two hours, or says nothing. */
const BETWEEN = /\s*(?:-|–|—|\bden\b)\s*/;
const IDLE = /\b(?:tu|luc|vao|buoi|phut|from|at)\b|[’'′,:]+\s*$|^\s*[,:]+/g;

/** `{session, start_time, end_time, all_day}` of what was typed; null when it says no hours. Nothing at all is a day without an hour. */
export function hoursOf(typed) {
  const text = folded(typed).replace(/[()]/g, " ");
  const [, named] = SESSION.exec(text) ?? [];
  const session = named ? SESSIONS[named] : null;
  const rest = text.replace(SESSION, " ").replace(/[’'′]|\bphut\b/g, " ").replace(IDLE, " ").trim();
  if (!rest) return { ...NONE, session };
  const times = rest.split(BETWEEN).map((each) => clockOf(each, session));
  if (times.length > 2 || times.includes(null) || session === "all_day") return null;
  return { ...NONE, start_time: times[0], end_time: times[1] ?? null };
}

/** The hours that a text begins with, and what follows them: `08h00: Họp` is `["08h00", "Họp"]`; without hours the first is "". */
export function cutHours(text) {
  const [, hours, rest] = /^\s*((?:(?:sáng|chiều|tối)[,:]?\s*)?\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}[’'′]?(?:\s*(?:-|–|đến)\s*\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}[’'′]?)?|sáng|chiều|tối|cả ngày)\s*[:,.–-]\s+(\S[^]*)$/i.exec(text) ?? [];
  return hours && hoursOf(hours) ? [hours, rest] : ["", text];
}

/** How hours stand in a cell. */
export function hoursWords({ session, start_time: start, end_time: end, all_day: isAllDay }, { t }) {
  if (start) return [start, end].filter(Boolean).join("–");
  const part = isAllDay ? "all_day" : session;
  return part ? t(`session.${part}`) : "";
}

function clockOf(typed, session) {
  const time = timeOf(typed.replace(/\s*(?:gio|g|h)\s*/, "h").trim());
  if (!time) return null;
  const hour = Number(time.slice(0, 2));
  if (session === "morning" && hour > 12) return null;
  const isLater = (session === "afternoon" || session === "evening") && hour < 12;
  return isLater ? `${hour + 12}${time.slice(2)}` : time;
}
