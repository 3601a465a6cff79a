/** How the owner learns of a request that waits: over real connections, from the outbox. */
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startHttpHouse, type HttpHouse } from './http-harness.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Notice {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a request that a rule sends to the owner', () => {
  let notices: Notice[] = [];
  let receiver: Server;
  let house: HttpHouse;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
      request.on('end', () => {
        notices.push({ url: request.url ?? '', headers: request.headers, body });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const address = receiver.address();
    const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    house = await startHttpHouse(`
owner:
  notify:
    - { type: ntfy, url: "${at}/my-topic", token: tk_1 }
    - { type: webhook, url: "${at}/hook", secret: "${secret}" }
rules:
  - { id: notes-need-me, intent: memory.write, decide: approve }
`);
  });

  beforeEach(() => {
    notices = [];
  });

  afterAll(async () => {
    await house.stop();
    receiver.close();
  });

  const ask = (text: string) => house.call({ intent: 'memory.write', inputs: { text } });
  const arrived = async (count: number): Promise<void> => {
    await expect.poll(() => notices.length, { timeout: 5000 }).toBe(count);
  };

  it('reaches a phone with a link to where it is decided, without its inputs', async () => {
    const { body } = await ask('the gate code is 4711');
    await arrived(2);
    const push = notices.find(({ url }) => url === '/my-topic');
    const approval = body['approval'] as { id: string };
    expect(push?.headers).toMatchObject({
      click: `http://localhost:${house.port}/owner/approvals/${approval.id}`,
      authorization: 'Bearer tk_1',
    });
    expect(push?.body).toContain('memory.write');
    expect(push?.body).not.toContain('4711');
  });

  it('reaches a webhook in full, signed so that it can be told from others', async () => {
    const { body } = await ask('buy milk');
    await arrived(2);
    const hook = notices.find(({ url }) => url === '/hook');
    const signed = hook?.headers as Record<string, string>;
    const notice: unknown = new Webhook(secret).verify(hook?.body ?? '', signed);
    expect(notice).toMatchObject({
      type: 'approval.waiting',
      data: {
        approval_id: (body['approval'] as { id: string }).id,
        inputs: { text: 'buy milk' },
        rules: ['notes-need-me'],
      },
    });
  });

  it('is told once, however often it is sent', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask('call Ada')));
    await arrived(2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(notices).toHaveLength(2);
  });

  it('runs by itself once the owner says yes, and its caller has the result by polling', async () => {
    const { body } = await ask('the owner agreed');
    const { id } = body['approval'] as { id: string };
    const decided = await house.asOwner('POST', `/owner/approvals/${id}/decide`, {
      decision: 'approve',
    });
    expect(decided.status).toBe(200);
    const job = await house.get(`/jobs/${String(body['job_id'])}?wait_s=5`);
    expect(job.body).toMatchObject({
      status: 'success',
      answer: { result: { text: 'the owner agreed' } },
    });
  });

  it('leaves what was asked and decided in the audit log', async () => {
    const { body } = await ask('audit me');
    const { id } = body['approval'] as { id: string };
    await house.asOwner('POST', `/owner/approvals/${id}/decide`, { decision: 'deny' });
    const entries = await auditOf(house, id);
    expect(entries).toEqual([
      { kind: 'approval_requested', approval: 'waiting' },
      { kind: 'approval_decided', approval: 'denied' },
    ]);
  });
});

// The table itself: what stands in it is what counts.
async function auditOf({ dataDir }: HttpHouse, approvalId: string) {
  const db = new DatabaseSync(path.join(dataDir, 'tutti.db'), { readOnly: true });
  const rows = db
    .prepare(`SELECT kind, details ->> 'approval' AS approval FROM audit
    WHERE details ->> 'approval_id' = ? ORDER BY seq`)
    .all(approvalId);
  db.close();
  return rows.map((row) => ({ ...row }));
}
