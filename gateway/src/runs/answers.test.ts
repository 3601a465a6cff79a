import { describe, expect, it } from 'vitest';
import { Answer, Job, JobStatus, OrchestrateRequest } from '#contract';
import {
  acceptedAnswer,
  frameOf,
  frameOfRun,
  jobOf,
  listedJobOf,
  previewAnswer,
  replayedAnswer,
} from './answers.ts';
import { isSettled } from './run.ts';
import { testCall, testRun } from './testing/test-call.ts';

const preview = { note: 'Nothing was done.', would: { wipe: ['sda'] } };

describe('previewAnswer', () => {
  it('gives a call that asks for the same, with the token and without the flags', () => {
    const request = {
      inputs: { n: 1, confirm_dangerous: true },
      dry_run: true,
      idempotency_key: 'k',
    };
    const call = testCall({ request });
    const confirm = { token: 'cfm_1', expiresAt: 5000, tokenOnly: false };
    const answer = Answer.parse(previewAnswer(frameOf(call, 2000), { preview, call, confirm }));
    expect(answer.confirm).toEqual({ token: 'cfm_1', expires_at: '1970-01-01T00:00:05.000Z' });
    expect(OrchestrateRequest.parse(answer.next?.call?.body)).toEqual({
      intent: 'test.do',
      inputs: { n: 1 },
      mode: 'auto',
      idempotency_key: 'k',
      confirm_token: 'cfm_1',
    });
    expect(answer.duration_ms).toBe(1000);
  });

  it('tells why a flag did not count', () => {
    const call = testCall({ request: { confirm_dangerous: true } });
    const sayOf = (tokenOnly: boolean) =>
      previewAnswer(frameOf(call, 0), {
        preview,
        call,
        confirm: { token: 't', expiresAt: 0, tokenOnly },
      }).next?.say;
    expect(sayOf(true)).toContain('only after a preview was shown');
    expect(sayOf(false)).not.toContain('flag');
  });

  it('says how to do what needs no confirmation, by the door it came through', () => {
    const sayOf = (readOnly: boolean) => {
      const call = testCall({ readOnly });
      return previewAnswer(frameOf(call, 0), { preview, call }).next?.say;
    };
    expect(sayOf(false)).toBe('Nothing was done. Send the same request without dry_run to do it.');
    expect(sayOf(true)).toContain('POST /orchestrate');
  });
});

describe('replayedAnswer', () => {
  const frame = { ...frameOf(testCall(), 1003), trace_id: 'f'.repeat(32) };

  it('is the stored answer with the trace and the time of this request', () => {
    const stored = { ...frameOfRun(testRun(), 1900), status: 'success', result: 1 } as const;
    const answer = replayedAnswer(stored, { frame, hasKey: true });
    expect(answer).toMatchObject({
      result: 1,
      replayed: true,
      duration_ms: 3,
      trace_id: 'f'.repeat(32),
    });
    expect(answer.next?.say).toContain('idempotency_key');
    expect(replayedAnswer(stored, { frame, hasKey: false }).next?.say).toContain('"again": true');
  });

  it('keeps what there is to do next', () => {
    const accepted = acceptedAnswer(frame, 'job_1');
    expect(replayedAnswer(accepted, { frame, hasKey: false }).next).toEqual(accepted.next);
  });
});

describe('listedJobOf', () => {
  const listed = (result: unknown) => {
    const answer = { ...frameOfRun(testRun(), 1500), status: 'success', result } as const;
    return Job.parse(listedJobOf(testRun({ status: 'success', answer })));
  };

  it('leaves a large result out, and names the call that has it', () => {
    const job = listed('x'.repeat(1999));
    expect(job.answer).toMatchObject({ status: 'success', intent: 'test.do' });
    expect(job.answer).not.toHaveProperty('result');
    expect(job.next?.call).toEqual({ method: 'GET', path: '/jobs/job_1' });
  });

  it('is the whole job where the result is small, or there is none', () => {
    const small = listed('x'.repeat(1998));
    expect(small.answer?.result).toHaveLength(1998);
    expect(small).not.toHaveProperty('next');
    expect(listedJobOf(testRun())).toEqual(jobOf(testRun()));
  });
});

describe('jobOf', () => {
  it.each(JobStatus.options)('is what the contract says of a job that is %s', (status) => {
    const job = jobOf(testRun({ status }));
    expect(Job.parse(job)).toEqual(job);
    expect(job.next === undefined).toBe(isSettled(status));
  });

  it('tells progress and answer where they are known', () => {
    const answer = { ...frameOfRun(testRun(), 1500), status: 'success', result: 1 } as const;
    expect(jobOf(testRun({ progress: { fraction: 0.5 }, answer }))).toMatchObject({
      progress: { fraction: 0.5 },
      answer: { result: 1, duration_ms: 500 },
    });
  });
});
