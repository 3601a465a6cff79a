import { localCaller } from '../../identity/first-keys.ts';
import type { Trust } from './memory-store.ts';

const fromMostTrusted: readonly Trust[] = ['owner', 'caller', 'external'];

/** Whose word it is that a caller hands in: what was read somewhere is that of nobody in the house. */
export function trustOf(source: string | undefined, caller: string): Trust {
  if (source !== undefined) return 'external';
  return caller === localCaller ? 'owner' : 'caller';
}

/** What is made of two is trusted as the less trusted of them. */
export function lessTrusted(one: Trust, other: Trust): Trust {
  return fromMostTrusted.indexOf(one) > fromMostTrusted.indexOf(other) ? one : other;
}
