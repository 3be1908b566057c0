/** Words that were written in a calendar before, to complete new ones by: by column, those used most first. */

/** `contents` are of entries, `names` the officials by their ids. */
export function knownOf(contents, names) {
  const chairs = contents.map(({ chair }) => names.get(chair) ?? chair?.name ?? chair);
  return {
    title: usual(contents.map(({ title }) => title)),
    location: usual(contents.map(({ location: place }) => place)),
    prepared_by: usual(contents.map((each) => each.prepared_by)),
    chair: [...new Set([...names.values(), ...usual(chairs)])],
  };
}

function usual(words) {
  const counts = new Map();
  for (const each of words.filter((word) => word && !word.includes("\n"))) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([each]) => each);
}
