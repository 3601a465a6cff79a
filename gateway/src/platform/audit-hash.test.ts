import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOfEntry, saltedDigest } from './audit-hash.ts';
import { emptyChain, type AuditEntry } from './audit-log.ts';
import { canonicalJson } from './canonical-json.ts';
import type { JsonValue } from './json.ts';

type Hashed = Omit<AuditEntry, 'hash'>;

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const entries: fc.Arbitrary<Hashed> = fc.record(
  {
    seq: fc.nat(),
    at: text,
    kind: text,
    prev_hash: fc.constant(emptyChain.hash),
    caller: text,
    space: text,
    intent: text,
    effect: text,
    rule: text,
    status: text,
    error_code: text,
    run_id: text,
    receipt_id: text,
    inputs_digest: text,
    result_digest: text,
    details: fc.jsonValue() as fc.Arbitrary<JsonValue>,
  },
  { requiredKeys: ['seq', 'at', 'kind', 'prev_hash'] },
);

describe('hashOfEntry', () => {
  it('is SHA-256 over the canonical JSON of every member', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const expected = hash('sha256', `tutti audit entry v1\n${canonicalJson(entry)}`, 'hex');
        expect(hashOfEntry(entry)).toBe(expected);
      }),
    );
  });
});

describe('saltedDigest', () => {
  it('differs by salt, and is the same for the same', () => {
    expect(saltedDigest('d', 'aa')).toBe(saltedDigest('d', 'aa'));
    expect(saltedDigest('d', 'aa')).not.toBe(saltedDigest('d', 'bb'));
    expect(saltedDigest('d', 'aa')).not.toBe(saltedDigest('e', 'aa'));
  });
});
