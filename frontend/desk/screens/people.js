/** People of the sites that an admin administers: invited by a link, given roles, signed out, shut out, let in again. */
import { setHtml } from "../../lib/html.js";
import { changePerson, endSessions, handOver, invite, listPeople, resetPerson } from "../api/people.js";
import { ROLES } from "../lib/states.js";
import { problemWords } from "../views/problem.js";
import { linkView, peopleView } from "../views/people.js";
import { isSure } from "./dialog.js";
import { main, part, say, show, working } from "./frame.js";
import { share } from "./sharing.js";

const SURE = { disable: "people.disable_sure", reset: "people.reset_sure" };

export async function screen(i18n, person) {
  const isEverywhere = person.roles.some(({ site, role }) => site === null && role === "admin");
  const own = person.roles.filter(({ role }) => role === "admin").map(({ site }) => site);
  const places = isEverywhere ? [null, ...person.sites.map(({ slug }) => slug)] : own;
  await new People({ i18n, person, places }).begin();
}

class People {
  constructor(given) {
    Object.assign(this, given, { items: [], next: null });
  }

  async begin() {
    await this.read();
    main().addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      this.trying(form, form.querySelector("button"), () => this.sent(form));
    });
    main().addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      if (button.dataset.do) this.trying(button.closest("[data-steps]"), button, () => this.take(button));
      if ("shareLink" in button.dataset) share({ title: this.i18n.t("people.invite"), url: part("address").textContent }, this.i18n);
      if ("morePeople" in button.dataset) working(button, () => this.read(this.next));
    });
  }

  async read(cursor = null) {
    const page = await listPeople(cursor);
    this.items = cursor ? [...this.items, ...page.items] : page.items;
    this.next = page.next && new URL(page.next, location.origin).searchParams.get("cursor");
    this.draw();
  }

  draw() {
    show(peopleView({ items: this.items, more: this.next, places: this.places, person: this.person }, this.i18n), this.i18n);
  }

  /** A refusal is told where it was asked. */
  trying(place, button, work) {
    const wrong = place.querySelector("[data-wrong]");
    return working(button, async () => {
      wrong.textContent = "";
      await work().catch((error) => {
        if (error.name !== "ApiError") throw error;
        wrong.textContent = problemWords(error, this.i18n);
      });
    });
  }

  sent(form) {
    if ("invite" in form.dataset) return this.invite(form);
    return form.dataset.handover ? this.handOver(form) : this.give(form);
  }

  rolesIn(form, id) {
    const said = new FormData(form);
    return this.places.map((site) => ({ site, role: said.get(`role-${id}-${site ?? ""}`) })).filter(({ role }) => ROLES.includes(role));
  }

  async invite(form) {
    const said = new FormData(form);
    const { user, link } = await invite({ name: said.get("invite-name").trim(), email: said.get("invite-email").trim(), roles: this.rolesIn(form, "invite") });
    this.items = [...this.items, user];
    form.reset();
    part("inviting").open = false;
    this.draw();
    this.showLink(user, link);
  }

  async give(form) {
    this.put(await changePerson(form.dataset.roles, { roles: this.rolesIn(form, form.dataset.roles) }));
    say(this.i18n.t("people.roles_done"));
  }

  async handOver(form) {
    const to = form.elements.namedItem(`to-${form.dataset.handover}`).value;
    if (!to || !(await isSure("people.hand_over_sure", this.i18n))) return;
    const count = await handOver(form.dataset.handover, to);
    say(this.i18n.t("people.handed_over", { count, name: this.items.find(({ id }) => id === to).name }));
  }

  async take(button) {
    const { do: name } = button.dataset;
    const { steps: id } = button.closest("[data-steps]").dataset;
    if (SURE[name] && !(await isSure(SURE[name], this.i18n))) return undefined;
    if (name === "reset") return this.reset(id);
    if (name === "sessions") await endSessions(id);
    else this.put(await changePerson(id, { disabled: name === "disable" }));
    return say(this.i18n.t(`people.done.${name}`));
  }

  async reset(id) {
    const box = document.getElementById(`factor-${id}`);
    const person = this.items.find((each) => each.id === id);
    this.showLink(person, await resetPerson(id, Boolean(box?.checked)));
  }

  put(person) {
    this.items = this.items.map((each) => (each.id === person.id ? person : each));
    this.draw();
  }

  showLink({ name }, link) {
    setHtml(part("link"), linkView({ name, ...link }, this.i18n));
    part("share-link").focus();
  }
}
