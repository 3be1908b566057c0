/** Two versions of one field: which words are only in one of them, and both in one. */

/** Beyond so many pieces nothing is compared: each version stands as it is. */
const MOST = 3_000;
const WORDS = /\s+|[^\s]+/g;
const BLOCKS = /<(p|h[2-4]|ul|ol|blockquote|figure|table|pre)\b[\s\S]*?<\/\1>|<hr>/g;

/** Pairs of a run of words and whether the other version has it too. */
export function marked(words, other) {
  const [mine, theirs] = [pieces(words, WORDS), pieces(other, WORDS)];
  const shared = common(mine, theirs).map(([index]) => index);
  const kept = new Set(shared);
  return runs(mine.map((piece, index) => [piece, !shared.length || kept.has(index) || !piece.trim()]));
}

/** All that either has, in order: what both have once, then mine before theirs. */
export function mixed(mine, theirs) {
  const isBody = /^\s*</.test(mine) && /^\s*</.test(theirs);
  const [one, other] = isBody ? [blocksOf(mine), blocksOf(theirs)] : [pieces(mine, WORDS), pieces(theirs, WORDS)];
  const both = [];
  let [left, right] = [0, 0];
  for (const [index, place] of [...common(one, other), [one.length, other.length]]) {
    const [mineAlone, theirsAlone] = [one.slice(left, index), other.slice(right, place)];
    // Two numbers beside each other would read as a third.
    const between = !isBody && mineAlone.length && theirsAlone.length ? [" / "] : [];
    both.push(...mineAlone, ...between, ...theirsAlone, ...one.slice(index, index + 1));
    [left, right] = [index + 1, place + 1];
  }
  return both.join("");
}

function pieces(text, pattern) {
  return (text ?? "").match(pattern) ?? [];
}

/** Lists and tables may hold their like: such a body is one block. */
function blocksOf(body) {
  const found = pieces(body, BLOCKS);
  return found.join("") === body ? found : [body];
}

/** Pairs of places of the longest row of pieces that both have. */
function common(one, other) {
  if (one.length > MOST || other.length > MOST) return [];
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      const here = row * width + column;
      lengths[here] = one[row] === other[column] ? lengths[here + width + 1] + 1 : Math.max(lengths[here + width], lengths[here + 1]);
    }
  }
  return walked(one, other, lengths);
}

function walked(one, other, lengths) {
  const width = other.length + 1;
  const pairs = [];
  let [row, column] = [0, 0];
  while (row < one.length && column < other.length) {
    const here = row * width + column;
    if (one[row] === other[column]) pairs.push([row++, column++]);
    else if (lengths[here + width] >= lengths[here + 1]) row++;
    else column++;
  }
  return pairs;
}

function runs(marks) {
  const made = [];
  for (const [piece, isShared] of marks) {
    const last = made[made.length - 1];
    if (last && last[1] === isShared) last[0] += piece;
    else made.push([piece, isShared]);
  }
  return made;
}
