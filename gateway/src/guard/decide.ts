import { Decide, type Effect } from '#contract';
import { judgeRule, type CompiledRule, type GuardedCall, type GuardFacts } from './compile-rule.ts';
import type { Policy } from './policy.ts';
import { counts } from './verdict.ts';

/** What the guard says of one call. An approval is granted under every rule of `matched`. */
export type Decision = {
  readonly [Kind in Decide]: {
    readonly kind: Kind;
    /** The deciding rule: its id, or `default:<effect>` or `intent:<name>` where no rule matches. */
    readonly rule: string;
    /** Every rule that asks for just this, `rule` among them. */
    readonly matched: readonly string[];
  };
}[Decide];

export interface DecideBy {
  readonly policy: Policy;
  /** Rules whose question a remembered approval of exactly this request has answered. */
  readonly lifted: ReadonlySet<string>;
  readonly facts: GuardFacts;
}

/** Among the rules that match the strictest wins; where none matches, the defaults count. */
export function decide(call: GuardedCall, by: DecideBy): Decision {
  return decideWhere(counts, call, by);
}

/**
 * What a call would come to whose inputs nobody knows yet. A rule that only might forbid it is left out:
 * it is asked again once the inputs are there.
 */
export function decideAhead(call: Omit<GuardedCall, 'inputs'>, by: DecideBy): Decision {
  const countsAhead: typeof counts = (verdict, decide) =>
    decide === 'deny' ? verdict === 'matched' : counts(verdict, decide);
  return decideWhere(countsAhead, { ...call, inputs: {} }, by);
}

/** Of several decisions the strictest, with every rule that asks for just this. */
export function strictestOf(first: Decision, others: readonly Decision[]): Decision {
  const all = [first, ...others];
  const kind = all.map((decision) => decision.kind).reduce(stricterOf);
  const asking = all.filter((decision) => decision.kind === kind);
  const matched = [...new Set(asking.flatMap((decision) => decision.matched))].toSorted();
  return { kind, rule: asking.reduce((one) => one).rule, matched };
}

function decideWhere(
  takesPart: typeof counts,
  call: GuardedCall,
  { policy, lifted, facts }: DecideBy,
): Decision {
  const rules = policy
    .rulesFor(call.intent)
    .filter((rule) => takesPart(judgeRule(rule, call, facts), rule.decide));
  return rules.length === 0 ? liftedFrom(defaultFor(call), lifted) : strictest(rules, lifted);
}

/** What a rule comes to: an approval that is remembered takes the place of its question. */
type Asking = Pick<CompiledRule, 'id' | 'decide'>;

function strictest(asking: readonly Asking[], lifted: ReadonlySet<string>): Decision {
  const kindOf = ({ id, decide }: Asking): Decide =>
    decide === 'approve' && lifted.has(id) ? 'allow' : decide;
  const kind = asking.map(kindOf).reduce(stricterOf);
  const matched = asking
    .filter((rule) => kindOf(rule) === kind)
    .map(({ id }) => id)
    .toSorted();
  return { kind, rule: matched.reduce((first) => first), matched };
}

function stricterOf(a: Decide, b: Decide): Decide {
  return Decide.options.indexOf(a) >= Decide.options.indexOf(b) ? a : b;
}

/** Reads and writes go through; what leaves the house or cannot be undone is confirmed. */
const decideByEffect = {
  read: 'allow',
  write: 'allow',
  outward: 'confirm',
  destructive: 'confirm',
} as const satisfies Record<Effect, Decide>;

function liftedFrom(decision: Decision, lifted: ReadonlySet<string>): Decision {
  const isAnswered = decision.kind === 'approve' && lifted.has(decision.rule);
  return isAnswered ? { ...decision, kind: 'allow' } : decision;
}

/* Made once: nearly every call meets one of them. */
const defaults: Readonly<Record<Effect, Decision>> = {
  read: byDefault('read'),
  write: byDefault('write'),
  outward: byDefault('outward'),
  destructive: byDefault('destructive'),
};

function byDefault(effect: Effect): Decision {
  const rule = `default:${effect}`;
  return { kind: decideByEffect[effect], rule, matched: [rule] };
}

/** The default, or what the intent asks for where that is more. */
function defaultFor({ intent, effect, decide }: GuardedCall): Decision {
  const kind = decideByEffect[effect];
  if (decide === undefined || effect === 'read' || kind === decide) return defaults[effect];
  const rule = `intent:${intent}`;
  return { kind: decide, rule, matched: [rule] };
}
