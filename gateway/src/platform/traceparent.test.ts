import { describe, expect, it } from 'vitest';
import { traceIdIn, traceparentOf } from './traceparent.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';

describe('traceparentOf', () => {
  it('can be read again', () => {
    expect(traceparentOf(traceId)).toBe(`00-${traceId}-8448eb211c80319c-01`);
    expect(traceIdIn(traceparentOf(traceId))).toBe(traceId);
  });
});

describe('traceIdIn', () => {
  it.each([
    [
      'of a later version',
      `cc-${traceId}-b7ad6b7169203331-01-what-the-future-will-be-like`,
      traceId,
    ],
    ['of zeros', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, undefined],
    ['in capitals', `00-${traceId.toUpperCase()}-b7ad6b7169203331-01`, undefined],
    ['cut off', `00-${traceId}`, undefined],
    ['that is no text', 7, undefined],
    ['that is missing', undefined, undefined],
  ])('reads one %s', (_, given, found) => {
    expect(traceIdIn(given)).toBe(found);
  });
});
