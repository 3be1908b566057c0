/** Whoever is signed in, and the ways in and out. */
import { call, get } from "./client.js";

export function me() {
  return get("/me");
}

export function signIn(email, password, isOwnDevice) {
  return call("POST", "/session", { body: { email, password, own_device: isOwnDevice } });
}

/** The code of the authenticator app, or a recovery code. */
export function showCode(code) {
  return call("POST", "/session/mfa", { body: { code } });
}

export function signOut() {
  return call("DELETE", "/session");
}

/** With the secret of a one-time link, which is used up. */
export function choosePassword(link, password) {
  return call("POST", "/password", { body: { link, password } });
}

export function beginCodes() {
  return call("POST", "/me/totp");
}

/** From now on a code is asked for; the answer shows the recovery codes, once. */
export function confirmCodes(code) {
  return call("PUT", "/me/totp", { body: { code } });
}

/** Ten new recovery codes in place of all before. */
export function renewCodes() {
  return call("POST", "/me/recovery-codes");
}

export function removeCodes() {
  return call("DELETE", "/me/totp");
}

/** `name`, or `password` with `current_password`. */
export function changeMe(changes) {
  return call("PATCH", "/me", { body: changes });
}

/** Those within an admin's reach. */
export function listPeople(cursor) {
  return get("/users", { limit: 100, cursor });
}

/** `{user, link}`; the link is shown this once. */
export function invite(said) {
  return call("POST", "/users", { body: said });
}

/** `name`, `roles` (all of them) or `disabled`. */
export function changePerson(id, changes) {
  return call("PATCH", `/users/${id}`, { body: changes });
}

/** A link by which somebody chooses a new password. */
export function resetPerson(id, dropsSecondFactor) {
  return call("POST", `/users/${id}/reset`, { body: { second_factor: dropsSecondFactor } });
}

/** What they began is another person's from now on: how many documents. */
export async function handOver(id, to) {
  const { documents, left } = await call("POST", `/users/${id}/handover`, { body: { to } });
  return documents + (left && documents ? await handOver(id, to) : 0);
}

export function endSessions(id) {
  return call("DELETE", `/users/${id}/sessions`);
}
