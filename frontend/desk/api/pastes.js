/** What the server would store of what somebody pastes. */
import { call } from "./client.js";

/** `{body_html, losses}`; nothing is kept. */
export function readPaste(html) {
  return call("POST", "/pastes", { body: { html } });
}
