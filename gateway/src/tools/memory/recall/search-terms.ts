/* Words that nearly every sentence has: they say nothing about what is looked for. */
const stopWords = new Set(
  `a about after again all also am an and any are as at be because been before being both but by can could
  did do does doing don down during each few for from further had has have having he her here hers him his how i if in
  into is it its itself just let me more most my myself no nor not now of off on once only or other our ours out over
  own please said same say says she should so some such tell than that the their theirs them then there these they this
  those through to too under until up us very was we were what when where which while who whom why will with would you
  your yours`.split(/\s+/),
);

const longestQueryTerms = 64;

/**
 * The words of a question that are worth looking for, each once. Where it has nothing
 * but stop words, those: "who am I" should still find "I am".
 */
export function searchTerms(query: string): readonly string[] {
  const words = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];
  const telling = words.filter((word) => !stopWords.has(word));
  return (telling.length > 0 ? telling : words).slice(0, longestQueryTerms);
}
