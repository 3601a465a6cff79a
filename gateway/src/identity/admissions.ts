import type { SecretHasher } from './api-key.ts';
import type { Caller } from './caller.ts';

const mostAdmitted = 10_000;

/** Who brings a token of another issuer, once that token was verified. */
export interface Admission {
  readonly id: string;
  readonly caller: Caller;
  readonly expiresAt: number;
}

/** Whom others vouched for, in memory: of their tokens only the hashes. */
export interface Admissions {
  admit(token: string, admission: Admission): void;
  find(token: string): Admission | undefined;
  findById(id: string): Admission | undefined;
  clear(): void;
}

export function createAdmissions(hash: SecretHasher): Admissions {
  const admitted = new Map<string, Admission>();
  return {
    admit(token, admission) {
      const oldest = admitted.size >= mostAdmitted ? admitted.keys().next().value : undefined;
      if (oldest !== undefined) admitted.delete(oldest);
      admitted.set(hash(token), admission);
    },
    /* Nobody pays for the hash where there is nothing to be found. */
    find: (token) => (admitted.size === 0 ? undefined : admitted.get(hash(token))),
    findById: (wanted) => admitted.values().find(({ id }) => id === wanted),
    clear: () => admitted.clear(),
  };
}
