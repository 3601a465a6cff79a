/** What is thought of a command: it provably only reads, a person must look at it, or it never runs. */
export type PeekVerdict =
  | {
      readonly kind: 'peek_ok';
      readonly reason: string;
      /** What runs in place of the text that came in. */
      readonly rendering: string;
      /** The words of each command, as they were judged. */
      readonly commands: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'needs_confirm';
      readonly reason: string;
      /** Absent where it is beyond what can be rendered. */
      readonly rendering?: string;
      /** It is no shell text at all. */
      readonly isUnreadable?: true;
    }
  | { readonly kind: 'deny'; readonly reason: string };

/** Why something is not let through; `undefined` stands for nothing against it. */
export interface Refusal {
  readonly kind: 'needs_confirm' | 'deny';
  readonly reason: string;
}

export function confirmBecause(reason: string): Refusal & { readonly kind: 'needs_confirm' } {
  return { kind: 'needs_confirm', reason };
}

export function denyBecause(reason: string): Refusal & { readonly kind: 'deny' } {
  return { kind: 'deny', reason };
}

/** The strictest of several refusals; the first among equals. */
export function strictestOf(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  const present = refusals.filter((refusal) => refusal !== undefined);
  return present.find(({ kind }) => kind === 'deny') ?? present[0];
}
