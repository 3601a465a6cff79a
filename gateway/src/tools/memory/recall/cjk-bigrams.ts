/** A run of a script that puts no spaces between words, or of Korean, whose words grow by endings. */
export const unspacedPart =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]+/u;

const everyPart = new RegExp(unspacedPart.source, 'gu');

/* Characters of grammar: a question is cut at them, so that no pair is half a word and half grammar. */
const grammar =
  /[我你您他她它们的了着过是在有和与不没也都就还最吗呢吧啊什么哪谁怎样多少几为这那个些请把被\p{sc=Hiragana}]+/u;

/**
 * The pairs of neighbouring characters of each such run of a text, and the last character of the run by
 * itself: so a word of two finds its pair, and a single character is the beginning of some token.
 */
export function cjkBigrams(text: string): string {
  return runsOf(text).flatMap(tokensOf).join(' ');
}

/**
 * What to look for of such a run in a question: pairs, and `猫*` for a character that stands alone. A run
 * that is nothing but grammar is looked for as it is.
 */
export function askedBigrams(run: string): readonly string[] {
  const telling = run.split(grammar).filter(Boolean);
  return (telling.length > 0 ? telling : [run]).flatMap((part) => {
    const tokens = tokensOf(part);
    return tokens.length === 1 ? [`${part}*`] : tokens.slice(0, -1);
  });
}

function runsOf(text: string): readonly string[] {
  return text.normalize('NFKC').match(everyPart) ?? [];
}

function tokensOf(run: string): readonly string[] {
  const characters = Array.from(run);
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}
