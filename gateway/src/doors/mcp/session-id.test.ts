import { describe, expect, it } from 'vitest';
import { capabilitiesOf, sessionIdFor } from './session-id.ts';

describe('sessionIdFor', () => {
  it('says what the client can do, and nothing else of it', () => {
    const id = sessionIdFor({ elicitation: { form: {} }, experimental: { x: {} } }, 'token');
    expect(capabilitiesOf(id)).toEqual({ elicitation: { form: {} } });
    expect(id).toMatch(/^[\x21-\x7e]+$/);
  });

  it('says nothing for a client that declares a novel', () => {
    const id = sessionIdFor({ elicitation: { novel: 'x'.repeat(10_000) } }, 'token');
    expect(id.length).toBeLessThan(100);
    expect(capabilitiesOf(id)).toEqual({});
  });

  it.each(['', 's1', 's1.%%%.x', 's2.e30.x', `s1.${'A'.repeat(100_000)}.x`, 's1.bnVsbA.x'])(
    'reads %j as no capabilities',
    (id) => {
      expect(capabilitiesOf(id)).toEqual({});
    },
  );
});
