import { ReviewDecided, ReviewDecision, Reviews, ReviewsQuery } from '#contract';
import { reviewExamples } from './examples.ts';
import type { Operation } from './operation.ts';

/** Where the owner decides on what upstream servers and flow providers offer. */
export const reviewOperations: readonly Operation[] = [
  {
    id: 'listReviews',
    call: 'GET /owner/reviews',
    tag: 'Owner',
    summary: 'List what upstream servers and flow providers offer',
    description:
      'What waits for the owner cannot be called. What changed since it was accepted is blocked, and the difference shown.',
    key: 'owner',
    query: ReviewsQuery,
    answers: { 200: { description: 'The offers, by source and name.', schema: Reviews } },
  },
  {
    id: 'decideReviews',
    call: 'POST /owner/reviews',
    tag: 'Owner',
    summary: 'Accept what is offered, with its effects',
    description:
      'Accepts each in the form that the digest names, or takes the acceptance back. What changed meanwhile is not accepted.',
    key: 'owner',
    body: { schema: ReviewDecision, examples: reviewExamples },
    answers: { 200: { description: 'What was accepted and withdrawn.', schema: ReviewDecided } },
  },
];
