/** `<moment-field>`: a moment in Viet Nam's time, whatever the clock, the zone and the language of the PC. */
import { setHtml } from "../../lib/html.js";
import { dayAt } from "../../lib/dates.js";
import { holidayOn } from "../api/calendar.js";
import { now } from "../lib/clock.js";
import { timeOf } from "../lib/kinds.js";
import { dayOf, typedDay, typedMoment } from "../lib/moments.js";
import { monthAfter, oddities } from "../lib/months.js";
import { momentView, monthView, sureView } from "../views/moment.js";

const OFFICE_OPENS = "08:00";

export class MomentField extends HTMLElement {
  /** `tell` is given the moment (RFC 3339) or null; with `isAsked` what is odd about it has to be meant. */
  begin({ name, label, value = null, i18n, tell, site = null, isAsked = false }) {
    Object.assign(this, { name, i18n, tell, site, isAsked, holiday: null });
    setHtml(this, momentView({ name, label, day: "", time: "" }, i18n));
    this.addEventListener("input", (event) => this.typed(event));
    this.addEventListener("click", ({ target }) => this.clicked(target.closest("button")));
    this.showMonth(dayAt(now()).slice(0, 7));
    this.set(value);
    return this;
  }

  set(value) {
    const [day = "", time = ""] = typedMoment(value).split(" ");
    this.input("day").value = day;
    this.input("time").value = time;
    this.told();
  }

  input(name) {
    return this.querySelector(`[data-${name}]`);
  }

  /** An instant, null where nothing is typed, undefined where it is no moment. */
  get value() {
    const [typedDate, typedTime] = [this.input("day").value.trim(), this.input("time").value.trim()];
    if (!typedDate && !typedTime) return null;
    const [day, time] = [dayOf(typedDate), timeOf(typedTime)];
    return day && time ? `${day}T${time}:00+07:00` : undefined;
  }

  /** Whether it may be taken as it is. */
  get isSure() {
    const box = this.querySelector("[data-is-sure]");
    return this.value !== undefined && (!box || box.checked);
  }

  typed({ target, isComposing }) {
    if (isComposing || !("day" in target.dataset || "time" in target.dataset)) return;
    const day = dayOf(this.input("day").value);
    if (day) this.showMonth(day.slice(0, 7));
    this.told();
    if (this.value !== undefined) this.tell(this.value);
  }

  clicked(button) {
    if (!button) return;
    if (button.dataset.turn) this.showMonth(monthAfter(this.month, Number(button.dataset.turn)));
    if (button.dataset.pick) this.pick(button.dataset.pick);
  }

  pick(day) {
    this.input("day").value = typedDay(day);
    if (!this.input("time").value) this.input("time").value = OFFICE_OPENS;
    this.showMonth(this.month);
    this.told();
    this.tell(this.value);
    this.input("choose").removeAttribute("open");
    this.input("time").focus();
  }

  showMonth(month) {
    this.month = month;
    setHtml(this.input("month"), monthView({ month, chosen: dayOf(this.input("day").value), today: dayAt(now()) }, this.i18n));
  }

  /** The weekday and what is odd, in words. */
  told() {
    const { value } = this;
    for (const name of ["day", "time"]) this.input(name).setAttribute("aria-invalid", String(value === undefined));
    this.input("told").textContent = this.words(value);
    this.ask(value);
    if (value) this.lookUp(value);
  }

  words(value) {
    const { t, formatWeekday, formatTime } = this.i18n;
    if (value === null) return "";
    return value ? t("moment.told", { day: formatWeekday(value), time: formatTime(value) }) : t("typed.moment");
  }

  ask(value, holiday = null) {
    const { t } = this.i18n;
    const odd = value ? oddities(value, now()).map((each) => t(`moment.${each}`)) : [];
    const reasons = holiday ? [...odd, t("moment.holiday", { name: holiday })] : odd;
    if (this.isAsked) setHtml(this.input("sure"), sureView({ name: this.name, reasons }, this.i18n));
    else if (value) this.input("told").textContent = [this.words(value), ...reasons].join(" ");
  }

  /** Only the last one that was typed counts. */
  async lookUp(value) {
    const holiday = await holidayOn(value.slice(0, 10), this.site);
    if (holiday && value === this.value) this.ask(value, holiday);
  }
}
