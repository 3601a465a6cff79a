import { describe, expect, it } from 'vitest';
import { JobWaitQuery, OrchestrateRequest, PageInputs, PageQuery } from './index.ts';

describe('a number', () => {
  it.each([null, '', true, '5', [5]])('of a body is not %j', (value) => {
    const body = { intent: 'system.ping', wait_s: value };
    expect(OrchestrateRequest.safeParse(body).success).toBe(false);
    expect(PageInputs.safeParse({ limit: value }).success).toBe(false);
  });

  it('of a body is a number', () => {
    const body = { intent: 'system.ping', wait_s: 0.5 };
    expect(OrchestrateRequest.parse(body).wait_s).toBe(0.5);
    expect(PageInputs.parse({ limit: 5 }).limit).toBe(5);
  });

  it('of a query string is text', () => {
    expect(PageQuery.parse({ limit: '5' }).limit).toBe(5);
    expect(JobWaitQuery.parse({ wait_s: '0.5' }).wait_s).toBe(0.5);
    expect(JobWaitQuery.parse({}).wait_s).toBe(0);
    expect(JobWaitQuery.safeParse({ wait_s: '41' }).success).toBe(false);
    expect(PageQuery.safeParse({ limit: '2.5' }).success).toBe(false);
  });
});
