/** The part of an address that is made of words, as the server makes it. */
export function slugOf(words) {
  const flat = words.replace(/[đĐ]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return flat.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
