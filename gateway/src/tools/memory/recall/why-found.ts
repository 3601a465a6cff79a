import type { RankedCandidate } from './rank-candidates.ts';

/** By what a memory was found, in words for the one who asked. */
export function whyFound(item: RankedCandidate): readonly string[] {
  const { own, nearby, related, byNamedSpeaker, inTime } = item;
  return [
    ...own.map(({ word }) => word),
    ...related.map(({ word }) => `another word for ${word}`),
    ...nearby
      .filter((term) => !related.includes(term))
      .map(({ word }) => `${word} is said beside it`),
    ...(byNamedSpeaker ? ['who said it'] : []),
    ...(inTime ? ['when it was said'] : []),
  ];
}
