import type { DatabaseSync } from 'node:sqlite';
import type { AnsweredChallenge, PasskeyStore } from '../../identity/passkey-store.ts';
import type { PasskeyRow } from './passkey-rows.ts';
import { command, query } from './statement.ts';
import type { Decisions } from './threads/operations.ts';

type NewPasskey = Omit<PasskeyRow, 'last_used_at'> & Record<string, string | number>;

export function createPasskeyWrites(
  db: DatabaseSync,
): Decisions<PasskeyStore, 'addPasskey' | 'usePasskey' | 'removePasskey'> {
  const spend = createSpendChallenge(db);
  const find = query<{ id: string }, Pick<PasskeyRow, 'counter'>>(
    db,
    'SELECT counter FROM passkeys WHERE id = :id',
  );
  const insert = command<NewPasskey>(
    db,
    `INSERT INTO passkeys (id, rp_id, public_key, counter, transports, label, created_at)
     VALUES (:id, :rp_id, :public_key, :counter, :transports, :label, :created_at)`,
  );
  const note = command<{ id: string; counter: number; at: number }>(
    db,
    'UPDATE passkeys SET counter = :counter, last_used_at = :at WHERE id = :id',
  );
  const remove = command<{ id: string }>(db, 'DELETE FROM passkeys WHERE id = :id');

  return {
    addPasskey({ passkey, challenge }) {
      const { id, rpId, publicKey, counter, transports, label, createdAt } = passkey;
      if (!spend(challenge, createdAt)) return 'challenge_spent';
      if (find.first({ id })) return 'exists';
      insert({
        id,
        rp_id: rpId,
        public_key: publicKey,
        counter,
        transports: JSON.stringify(transports),
        label,
        created_at: createdAt,
      });
      return 'added';
    },
    usePasskey({ id, counter, at, challenge }) {
      const known = find.first({ id });
      if (!known) return 'unknown';
      if (!spend(challenge, at)) return 'challenge_spent';
      const counts = counter > 0 || known.counter > 0;
      if (counts && counter <= known.counter) return 'counter_behind';
      note({ id, counter, at });
      return 'used';
    },
    removePasskey: (id) => remove({ id }) > 0,
  };
}

function createSpendChallenge(
  db: DatabaseSync,
): (challenge: AnsweredChallenge, at: number) => boolean {
  const forget = command<{ at: number }>(
    db,
    'DELETE FROM answered_challenges WHERE expires_at <= :at',
  );
  const spend = command<{ hash: string; expires_at: number }>(
    db,
    'INSERT INTO answered_challenges VALUES (:hash, :expires_at) ON CONFLICT DO NOTHING',
  );
  return ({ hash, expiresAt }, at) => {
    forget({ at });
    return spend({ hash, expires_at: expiresAt }) > 0;
  };
}
