import { describe, expect, it } from 'vitest';
import type { EngineName } from '#contract';
import { chooseRoute, type ConfiguredRoute } from './route.ts';
import { testEngine, testIntent } from './testing/test-engine.ts';

const intent = testIntent('gmail.triage');
const offersOf = (...names: EngineName[]) =>
  names.map((name) => ({ engine: testEngine(name, [intent]), intent }));

function choice(
  offered: EngineName[],
  { mode = 'auto', routes = [] }: { mode?: EngineName | 'auto'; routes?: ConfiguredRoute[] } = {},
) {
  const chosen = chooseRoute(offersOf(...offered), { mode, routes, intent: 'gmail.triage' });
  return chosen.kind === 'routed'
    ? { engine: chosen.offer.engine.name, reason: chosen.reason }
    : chosen;
}

describe('chooseRoute', () => {
  it('takes the engine that the caller names', () => {
    expect(choice(['agent', 'flow', 'mcp'], { mode: 'mcp' })).toEqual({
      engine: 'mcp',
      reason: 'the caller asked for the mcp engine',
    });
  });

  it('does not fall back when the named engine does not offer it, and says which do', () => {
    expect(choice(['agent', 'flow'], { mode: 'mcp' })).toEqual({
      kind: 'no_offer',
      available: ['agent', 'flow'],
    });
  });

  it('prefers a tool inside the gateway to a configured route', () => {
    const routes: ConfiguredRoute[] = [{ match: 'gmail.*', engine: 'mcp' }];
    expect(choice(['mcp', 'flow', 'agent'], { routes })).toMatchObject({ engine: 'agent' });
  });

  it('follows the first configured route that matches', () => {
    const routes: ConfiguredRoute[] = [
      { match: 'slack.*', engine: 'flow' },
      { match: 'gmail.*', engine: 'mcp' },
      { match: '*', engine: 'flow' },
    ];
    expect(choice(['flow', 'mcp'], { routes })).toEqual({
      engine: 'mcp',
      reason: 'the route "gmail.*" names the mcp engine',
    });
  });

  it('prefers flows to upstream tools where no route says otherwise, or its engine does not offer it', () => {
    expect(choice(['mcp', 'flow'])).toMatchObject({ engine: 'flow' });
    expect(choice(['mcp'])).toMatchObject({ engine: 'mcp', reason: 'the mcp engine offers it' });
    const routes: ConfiguredRoute[] = [{ match: '*', engine: 'flow' }];
    expect(choice(['mcp'], { routes })).toMatchObject({ engine: 'mcp' });
  });

  it('has no choice where nobody offers it', () => {
    expect(choice([])).toEqual({ kind: 'no_offer', available: [] });
  });
});
