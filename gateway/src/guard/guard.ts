import { createCallCounter, type CountedCall } from './call-counter.ts';
import type { GuardedCall, GuardFacts } from './compile-rule.ts';
import { decide, decideAhead, strictestOf, type Decision } from './decide.ts';
import { explain, type Explanation } from './explain.ts';
import type { Policy } from './policy.ts';

/** Decides by the rules as they are now. */
export interface Guard {
  /** Notes that a call was made, once for each: rules with a rate look back on it. */
  note(call: CountedCall): void;
  /** The strictest of the call itself and of all that it carries. */
  judge(call: GuardedCall, lifted: ReadonlySet<string>): Decision;
  /** What a call made now would meet. It is not noted. */
  explain(call: GuardedCall, lifted: ReadonlySet<string>): Explanation;
  /** Of the rules as they are now. */
  policyVersion(): string;
}

interface GuardParts {
  readonly policy: () => Policy;
  readonly now: () => number;
}

export function createGuard({ policy, now }: GuardParts): Guard {
  const counter = createCallCounter({ now, callsToKeep: () => policy().callsToKeep });
  const factsOn = (call: CountedCall, unnoted: number): GuardFacts => ({
    now: now(),
    callsWithin: (windowMs) => counter.within(call, windowMs) + unnoted,
  });
  const withCarried = (own: Decision, call: GuardedCall, lifted: ReadonlySet<string>): Decision => {
    const { caller, carried = [] } = call;
    if (carried.length === 0) return own;
    const ahead = carried.map((inner) => {
      const follows = { ...inner, caller };
      return decideAhead(follows, { policy: policy(), lifted, facts: factsOn(follows, 1) });
    });
    return strictestOf(own, ahead);
  };
  return {
    note: counter.note,
    judge(call, lifted) {
      const own = decide(call, { policy: policy(), lifted, facts: factsOn(call, 0) });
      return withCarried(own, call, lifted);
    },
    explain(call, lifted) {
      const own = explain(call, { policy: policy(), lifted, facts: factsOn(call, 1) });
      return { ...own, decision: withCarried(own.decision, call, lifted) };
    },
    policyVersion: () => policy().version,
  };
}
