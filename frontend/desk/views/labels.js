/** What a field is called; in a few types a name means something of their own. */

export function labelOf(type, name, { t }) {
  const own = `field.${type}.${name}`;
  const said = t(own);
  return said === own ? t(`field.${name}`) : said;
}
