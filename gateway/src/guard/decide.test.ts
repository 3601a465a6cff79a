import { describe, expect, it } from 'vitest';
import { Effect } from '#contract';
import { decide } from './decide.ts';

describe('decide', () => {
  it.each([
    ['read', 'allow'],
    ['write', 'allow'],
    ['outward', 'confirm'],
    ['destructive', 'confirm'],
  ] as const)('by default lets %s be %s', (effect, kind) => {
    expect(decide({ intent: 'a.b', effect })).toEqual({ kind, rule: `default:${effect}` });
  });

  it('confirms a write whose intent asks for more, and names the intent as the rule', () => {
    expect(decide({ intent: 'gmail.triage', effect: 'write', decide: 'confirm' })).toEqual({
      kind: 'confirm',
      rule: 'intent:gmail.triage',
    });
  });

  it('never lets through what the default confirms, whatever the intent asks for', () => {
    for (const effect of Effect.options) {
      const byDefault = decide({ intent: 'a.b', effect });
      const asked = decide({ intent: 'a.b', effect, decide: 'confirm' });
      if (byDefault.kind === 'confirm') expect(asked).toEqual(byDefault);
    }
  });

  it('does not confirm what was lowered to a read', () => {
    expect(decide({ intent: 'a.b', effect: 'read', decide: 'confirm' }).kind).toBe('allow');
  });
});
