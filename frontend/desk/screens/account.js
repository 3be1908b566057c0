/** The own account: a second factor is set up here. */
import { setHtml } from "../../lib/html.js";
import { beginCodes, confirmCodes } from "../api/people.js";
import { accountView, enrolView, recoveryView } from "../views/account.js";
import { problemWords } from "../views/problem.js";
import { part, show, working } from "./frame.js";
import { onSubmit } from "./sign-in.js";

export function accountScreen(i18n, person) {
  show(accountView(person, i18n), i18n);
  const begin = part("begin");
  if (begin) begin.addEventListener("click", () => working(begin, () => enrol(i18n)));
}

async function enrol(i18n) {
  const place = part("codes");
  try {
    setHtml(place, enrolView(await beginCodes(), i18n));
  } catch (error) {
    place.querySelector("[data-wrong]").textContent = problemWords(error, i18n);
    return;
  }
  onSubmit("enrol", i18n, async ({ code }) => {
    const { recovery_codes: codes } = await confirmCodes(code.replace(/\s/g, ""));
    setHtml(place, recoveryView(codes, i18n));
    part("print").addEventListener("click", () => print());
  });
  place.querySelector("input").focus();
}
