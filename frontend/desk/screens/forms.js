/** Forms and buttons: what they are for is done once at a time, and a refusal is told beside them. */
import { problemWords } from "../views/problem.js";
import { part, working } from "./frame.js";

/** What a form holds goes to `work`; its refusal is told in the form. */
export function onSubmit(name, i18n, work) {
  const form = part(name);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(form.querySelector("button.primary"), form, i18n, () => work(Object.fromEntries(new FormData(form))));
  });
}

/** What a button does; its refusal is told in the part of this name. */
export function onPress(button, name, i18n, work) {
  button?.addEventListener("click", () => doing(button, part(name), i18n, work));
}

function doing(button, place, i18n, work) {
  const wrong = place.querySelector("[data-wrong]");
  return working(button, async () => {
    wrong.textContent = "";
    await work().catch((error) => {
      if (error.name !== "ApiError") throw error;
      wrong.textContent = problemWords(error, i18n);
      place.querySelector("input")?.focus();
    });
  });
}
