import type { Effect } from '#contract';

/** What the guard says of one call, and by which rule. */
export type Decision =
  | { readonly kind: 'allow'; readonly rule: string }
  | { readonly kind: 'confirm'; readonly rule: string }
  /** Granted under all of `matched`. */
  | { readonly kind: 'approve'; readonly rule: string; readonly matched: readonly string[] }
  | { readonly kind: 'deny'; readonly rule: string };

/** What there is to decide on: the effect of these very inputs, and what the intent itself asks for. */
export interface GuardedCall {
  readonly intent: string;
  readonly effect: Effect;
  readonly decide?: 'confirm';
}

/** The defaults: reads and writes go through, what leaves the house or cannot be undone is confirmed first. */
export function decide(call: GuardedCall): Decision {
  const byEffect = decideByEffect(call.effect);
  const intentAsksForMore = call.decide === 'confirm' && call.effect === 'write';
  return intentAsksForMore ? { kind: 'confirm', rule: `intent:${call.intent}` } : byEffect;
}

function decideByEffect(effect: Effect): Decision {
  const rule = `default:${effect}`;
  switch (effect) {
    case 'read':
    case 'write':
      return { kind: 'allow', rule };
    case 'outward':
    case 'destructive':
      return { kind: 'confirm', rule };
    default:
      return effect satisfies never;
  }
}
