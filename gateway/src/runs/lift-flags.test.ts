import { describe, expect, it } from 'vitest';
import { OrchestrateRequest } from '#contract';
import { liftFlags } from './lift-flags.ts';

const lift = (request: Record<string, unknown>) =>
  liftFlags(OrchestrateRequest.parse({ intent: 'a.b', ...request }));

describe('liftFlags', () => {
  it.each([
    [{}, { dryRun: false, confirms: false }],
    [{ dry_run: true }, { dryRun: true, confirms: false }],
    [{ dry_run: false }, { dryRun: false, confirms: true }],
    [{ confirm_dangerous: true }, { dryRun: false, confirms: true }],
    [{ confirm_dangerous: false }, { dryRun: false, confirms: false }],
    [{ inputs: { dry_run: true } }, { dryRun: true, confirms: false }],
    [{ inputs: { dry_run: false } }, { dryRun: false, confirms: true }],
    [{ inputs: { confirm_dangerous: true } }, { dryRun: false, confirms: true }],
    [
      { dry_run: true, inputs: { dry_run: false } },
      { dryRun: true, confirms: false },
    ],
    [
      { confirm_dangerous: false, inputs: { confirm_dangerous: true } },
      { dryRun: false, confirms: false },
    ],
    [
      { dry_run: true, confirm_dangerous: true },
      { dryRun: true, confirms: true },
    ],
  ])('reads %j as %j', (request, flags) => {
    expect(lift(request).flags).toEqual(flags);
  });

  it('leaves the inputs without the flags, and everything else in them', () => {
    const inputs = { dry_run: true, confirm_dangerous: false, host: 'box' };
    expect(lift({ inputs }).inputs).toEqual({ host: 'box' });
  });

  it.each([{ dry_run: 'true' }, { dry_run: 1 }, { dry_run: null }, { confirm_dangerous: 'yes' }])(
    'refuses %j, naming the field',
    (inputs) => {
      const [name] = Object.keys(inputs);
      expect(() => lift({ inputs })).toThrow(`"${name}"`);
    },
  );
});
