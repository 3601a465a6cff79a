import { describe, expect, it } from 'vitest';
import { Receipt } from '#contract';
import { receiptOfRead, receiptOfRun } from './receipt-of.ts';
import { testCall, testRun } from './testing/test-call.ts';

describe('a receipt', () => {
  it('says of a run who, what, by which rule and how it ended, never its inputs', () => {
    const run = testRun({ inputs: { text: 'a secret' } });
    const receipt = receiptOfRun(run, {
      receiptId: 'rcp_1',
      status: 'error',
      errorCode: 'engine_failed',
      now: 1250,
    });
    expect(Receipt.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({
      job_id: 'job_1',
      error_code: 'engine_failed',
      duration_ms: 250,
    });
    expect(JSON.stringify(receipt)).not.toContain('a secret');
  });

  it('of a read has no job', () => {
    const ending = {
      receiptId: 'rcp_1',
      rule: 'default:read',
      status: 'success',
      now: 1001,
    } as const;
    const receipt = receiptOfRead(testCall({ request: { inputs: { n: 424_242 } } }), ending);
    expect(Receipt.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({ status: 'success', duration_ms: 1, rule: 'default:read' });
    expect(receipt.job_id).toBeUndefined();
    expect(JSON.stringify(receipt)).not.toContain('424242');
  });
});
