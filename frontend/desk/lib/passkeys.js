/** Passkeys of this browser: what the API says as JSON in the form that the browser wants, and back. */

/** Browsers inside of apps (Zalo) have none, and none is good at a plain address. */
export function hasPasskeys() {
  return Boolean(globalThis.PublicKeyCredential && navigator.credentials);
}

export async function makePasskey({ publicKey }) {
  const { challenge, user, excludeCredentials } = publicKey;
  const wanted = { ...publicKey, challenge: bytes(challenge), user: { ...user, id: bytes(user.id) }, excludeCredentials: named(excludeCredentials) };
  return said(await navigator.credentials.create({ publicKey: wanted }), ["clientDataJSON", "attestationObject"]);
}

export async function usePasskey({ publicKey }) {
  const wanted = { ...publicKey, challenge: bytes(publicKey.challenge) };
  return said(await navigator.credentials.get({ publicKey: wanted }), ["clientDataJSON", "authenticatorData", "signature"]);
}

function named(credentials = []) {
  return credentials.map((each) => ({ ...each, id: bytes(each.id) }));
}

function said({ id, type, response }, names) {
  return { id, rawId: id, type, response: Object.fromEntries(names.map((name) => [name, text(response[name])])) };
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
