import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Approval, Job } from '#contract';
import { startGateway, tutti, type TestGateway } from './support/tutti.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let gateway: TestGateway;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'approvals-'));
  const file = path.join(folder, 'tutti.yaml');
  writeFileSync(file, 'rules:\n  - {id: ask-me, intent: memory.write, decide: approve}\n');
  gateway = await startGateway({ env: { TUTTI_CONFIG: file } });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) =>
  tutti(args, { env: { ...gateway.env, TUTTI_OWNER_KEY: gateway.ownerKey } });
const Asked = z.object({ job_id: z.string(), approval: z.object({ id: z.string() }) });

async function ask(text: string) {
  const { out } = await run('call', 'memory.write', `text=${text}`, '--json');
  const { job_id: jobId, approval } = Asked.parse(JSON.parse(out));
  return { jobId, id: approval.id };
}
const jobOf = async (jobId: string, waitSeconds = 0) =>
  Job.parse(
    JSON.parse((await run('jobs', 'get', jobId, '--wait', `${waitSeconds}`, '--json')).out),
  );

it('shows a request to the letter', async () => {
  const { id } = await ask('a\u202eb\u001b[2K');
  const list = await run('approvals');
  expect(list.out).toContain(id);
  const { out, code } = await run('approvals', id);
  expect(code).toBe(0);
  expect(out).toContain(String.raw`text: "a\u202eb\u001b[2K"`);
  expect(out).toContain('asked because of ask-me');
  expect(out).not.toContain('\u202e');
});

it('approves only with a yes, and then it runs by itself', async () => {
  const { id, jobId } = await ask('approved');
  const without = await run('approve', id);
  expect(without).toMatchObject({ code: 1 });
  expect(without.err).toContain('yes_needed');
  expect((await jobOf(jobId)).status).toBe('needs_approval');

  const approved = await run('approve', id, '--yes');
  expect(approved).toMatchObject({ code: 0 });
  expect(approved.out).toContain(jobId);
  expect((await jobOf(jobId, 10)).status).toBe('success');

  const twice = await run('deny', id);
  expect(twice).toMatchObject({ code: 1 });
  expect(twice.err).toContain('approval_decided');
});

it('denies', async () => {
  const { id, jobId } = await ask('denied');
  expect((await run('deny', id)).code).toBe(0);
  expect((await jobOf(jobId)).status).toBe('denied');
  const all = await run('approvals', '--all', '--json');
  const { items } = z.object({ items: z.array(Approval) }).parse(JSON.parse(all.out));
  expect(items.find((item) => item.approval_id === id)?.status).toBe('denied');
});

it('remembers', async () => {
  const { id } = await ask('remembered');
  const { out } = await run('approve', id, '--yes', '--remember', '7d', '--json');
  const { remembered_until: until = '' } = Approval.parse(JSON.parse(out));
  const days = (Date.parse(until) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
});

it('takes no key of a caller for the owner key', async () => {
  const { id, jobId } = await ask('by the caller');
  const env = { ...gateway.env, TUTTI_OWNER_KEY: gateway.apiKey };
  const answer = await tutti(['approve', id, '--yes'], { env });
  expect(answer).toMatchObject({ code: 1 });
  expect(answer.err).toContain('owner_only');
  expect((await jobOf(jobId)).status).toBe('needs_approval');
});
