import { describe, expect, it } from 'vitest';
import { createCapabilitiesOf, sessionIdFor } from './session-id.ts';

describe('sessionIdFor', () => {
  const capabilitiesOf = createCapabilitiesOf();

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

  it('says the same of a client whose like was heard before, and of no other', () => {
    const [first, second] = ['a', 'b'].map((token) => sessionIdFor({ sampling: {} }, token));
    expect(capabilitiesOf(first ?? '')).toEqual({ sampling: {} });
    expect(capabilitiesOf(second ?? '')).toEqual({ sampling: {} });
    for (let kind = 0; kind < 300; kind += 1) {
      const declared = { roots: { kind } };
      expect(capabilitiesOf(sessionIdFor(declared, 'token'))).toEqual(declared);
    }
    expect(capabilitiesOf(first ?? '')).toEqual({ sampling: {} });
  });
});
