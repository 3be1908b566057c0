/** What a field is called, and one sentence about it; in a few types a name means something of their own. */

export function labelOf(type, name, { t }) {
  return ownOr(t(`field.${type}.${name}`), `field.${type}.${name}`) ?? t(`field.${name}`);
}

export function hintOf(type, name, { t }) {
  return ownOr(t(`hint.${type}.${name}`), `hint.${type}.${name}`) ?? t(`hint.${name}`);
}

/** A word that is missing is its own key. */
function ownOr(said, key) {
  return said === key ? null : said;
}
