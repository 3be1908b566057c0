/** A one-time link: its secret stands behind the `#`, so that no server's log has it. */
import { choosePassword } from "../api/people.js";
import { barView } from "../views/bar.js";
import { chosenView, newPasswordView, noLinkView } from "../views/sign-in.js";
import { main, show, showBar } from "./frame.js";
import { onSubmit } from "./forms.js";

export function linkScreen(i18n) {
  showBar(barView(null, null, i18n), i18n);
  const link = location.hash.slice(1);
  if (!link) return show(noLinkView(i18n), i18n);
  show(newPasswordView(i18n), i18n);
  const password = main().querySelector("#password");
  main().querySelector("#is_shown").addEventListener("change", ({ target }) => {
    password.type = target.checked ? "text" : "password";
  });
  onSubmit("new-password", i18n, async (said) => {
    await choosePassword(link, said.password);
    history.replaceState(null, "", location.pathname);
    show(chosenView(i18n), i18n);
    main().focus();
  });
  password.focus();
}
