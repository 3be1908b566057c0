/** Signs somebody in, and leads to where they were going. */
import { showCode, signIn } from "../api/people.js";
import { barView } from "../views/bar.js";
import { problemWords } from "../views/problem.js";
import { codeView, signInView } from "../views/sign-in.js";
import { main, part, show, showBar, working } from "./frame.js";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

export function signInScreen(i18n) {
  showBar(barView(null, i18n), i18n);
  const isInsecure = location.protocol !== "https:" && !LOOPBACK.includes(location.hostname);
  show(signInView({ isNobody: "nobody" in document.body.dataset, isInsecure }, i18n), i18n);
  onSubmit("sign-in", i18n, async ({ email, password, own_device: own }) => {
    const { mfa_required: needsCode } = await signIn(email.trim(), password, own === "on");
    if (needsCode) askCode(i18n);
    else goOn();
  });
  const first = main().querySelector("input");
  if (first) first.focus();
}

/** What a form holds goes to `work`; its refusal is told in the form. */
export function onSubmit(name, i18n, work) {
  const form = part(name);
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    working(form.querySelector("button.primary"), async () => {
      form.querySelector("[data-wrong]").textContent = "";
      await work(said).catch((error) => tell(form, error, i18n));
    });
  });
}

function tell(form, error, i18n) {
  if (error.name !== "ApiError") throw error;
  form.querySelector("[data-wrong]").textContent = problemWords(error, i18n);
  form.querySelector("input").focus();
}

function askCode(i18n) {
  show(codeView(i18n), i18n);
  onSubmit("code", i18n, async ({ code }) => {
    await showCode(code.trim());
    goOn();
  });
  main().querySelector("input").focus();
}

/** Only within the desk, whatever an address was made to say. */
function goOn() {
  const wanted = new URLSearchParams(location.search).get("ve") ?? "";
  location.replace(/^\/desk\/[\w/?=&.-]*$/.test(wanted) ? wanted : "/desk/");
}
