/* Scripts that put no spaces between words, and Korean, whose words grow by endings. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]+/gu;

/**
 * The pairs of neighbouring characters of each such run of a text, and the last character of the run by
 * itself: so a word of two finds its pair, and a single character is the beginning of some token.
 */
export function cjkBigrams(text: string): string {
  return unspacedRuns(text).flatMap(tokensOf).join(' ');
}

/** The runs of a text that are written without spaces. */
export function unspacedRuns(text: string): readonly string[] {
  return (text.normalize('NFKC').match(unspaced) ?? []).filter((run) => /\p{L}/u.test(run));
}

function tokensOf(run: string): readonly string[] {
  const characters = Array.from(run);
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}
