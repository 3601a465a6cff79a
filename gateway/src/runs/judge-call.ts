import type { Decision } from '../guard/decide.ts';
import type { PreparedCall } from './call.ts';

/** A call as far as the rules look at it. */
export type JudgedCall = Pick<PreparedCall, 'caller' | 'intent' | 'inputs' | 'effect'>;

/** What the rules of the owner say to a call, leaving out those that a remembered approval lifts. */
export type JudgeCall = (call: JudgedCall, lifted: ReadonlySet<string>) => Decision;
