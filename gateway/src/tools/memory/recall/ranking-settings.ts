/** One setting for all; `npm run eval:memory` measures it. */
export const rankingSettings = {
  /* BM25, with less regard to length than usual: what is said in one turn is short. */
  k1: 0.6,
  b: 0.3,
  rarity: 1.4,
  /* How much a word counts that stands so many turns before, or after. */
  before: [0.4, 0.3, 0.1],
  after: [0.3, 0.1, 0.1],
  /* What answers a question is about what the question is about. */
  answersQuestion: 2,
  related: 0.3,
  nameInText: 0.2,
  namedSpeaker: 0.8,
  /* So that a name alone finds what was said by its bearer. */
  saidByNamed: 0.01,
  saysWhen: 0.4,
  inTime: 3.6,
  length: 0.3,
  conversation: 0.5,
  conversationTurns: 5,
  stale: 0.25,
};
