/** Forms and buttons: what they are for is done once at a time, and a refusal is told beside them. */
import { problemWords } from "../views/problem.js";
import { part, working } from "./frame.js";

/** What a form holds goes to `work`; its refusal is told in the form. */
export function onSubmit(name, i18n, work) {
  const form = part(name);
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(form.querySelector("button.primary"), form, i18n, () => work(Object.fromEntries(new FormData(form)))).then((isDone) => {
      if (!isDone) form.querySelector("input").focus();
    });
  });
}

/** What a button does; its refusal is told in the part of this name. */
export function onPress(button, name, i18n, work) {
  if (button) button.addEventListener("click", () => doing(button, part(name), i18n, work));
}

/** Whether it was done. */
async function doing(button, place, i18n, work) {
  let isDone = true;
  await working(button, async () => {
    place.querySelector("[data-wrong]").textContent = "";
    await work().catch((error) => {
      if (error.name !== "ApiError") throw error;
      isDone = false;
      place.querySelector("[data-wrong]").textContent = problemWords(error, i18n);
    });
  });
  return isDone;
}
