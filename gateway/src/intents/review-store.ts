import type { Effect, EngineName } from '#contract';
import type { JsonObject } from '../platform/json.ts';

/** What others define and only the owner's word makes usable: a tool of an upstream server, a workflow of a provider. */
export interface Review extends ReviewSource {
  /** As the source calls it. */
  readonly name: string;
  /** What the source offered when it was last asked; absent where it offers it no more. */
  readonly offered?: OfferedDefinition;
  /** What the owner accepted; absent where they never did. */
  readonly accepted?: AcceptedDefinition;
}

/** Where it comes from: the engine, and the server or provider behind it. */
export interface ReviewSource {
  readonly engine: EngineName;
  readonly source: string;
}

/** All of it that the owner should see, and the digest by which a change shows. */
export interface Definition {
  readonly digest: string;
  readonly definition: JsonObject;
}

/** Times are milliseconds since the epoch. */
export interface OfferedDefinition extends Definition {
  /** Since when it is offered like this. */
  readonly seenAt: number;
}

export interface AcceptedDefinition extends Definition {
  readonly effect: Effect;
  readonly acceptedAt: number;
}

/** Keeps what is offered and what the owner accepted of it. Every method is one whole decision. */
export interface ReviewStore {
  /** By engine, source and name. */
  listReviews(query: Partial<ReviewSource>): Promise<readonly Review[]>;
  /** Takes this for all that the source offers now, and gives what stands afterwards. */
  noteOffers(input: NoteOffers): Promise<readonly Review[]>;
  /** Accepts what is still as the owner saw it; with the digest of what is already accepted, changes its effect. */
  acceptReviews(input: AcceptReviews): Promise<AcceptOutcome>;
  /** Takes acceptances back, of these names or of all; gives the names that had one. */
  withdrawReviews(input: WithdrawReviews): Promise<readonly string[]>;
}

export interface NoteOffers extends ReviewSource {
  readonly offers: readonly NamedDefinition[];
  readonly at: number;
}

export interface NamedDefinition extends Definition {
  readonly name: string;
}

export interface AcceptReviews extends ReviewSource {
  readonly items: readonly AcceptedItem[];
  readonly at: number;
}

export interface AcceptedItem {
  readonly name: string;
  /** Of what the owner was shown. */
  readonly digest: string;
  readonly effect: Effect;
}

export interface AcceptOutcome {
  readonly accepted: readonly string[];
  /** Not as it was shown any more, or gone. */
  readonly stale: readonly string[];
}

export interface WithdrawReviews extends ReviewSource {
  /** Default: all of the source. */
  readonly names?: readonly string[];
  readonly at: number;
}

/** `new` and `changed` wait for the owner and cannot be called; `gone` was accepted and is offered no more. */
export type ReviewStatus = 'accepted' | 'new' | 'changed' | 'gone';

export function reviewStatus({
  offered,
  accepted,
}: Pick<Review, 'offered' | 'accepted'>): ReviewStatus {
  if (!offered) return 'gone';
  if (!accepted) return 'new';
  return offered.digest === accepted.digest ? 'accepted' : 'changed';
}
