import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpHouse, type HttpHouse } from '../integration/http-harness.ts';
import { createWorld, worldTools } from '../integration/world.ts';

const world = createWorld();
const extension = 'io.modelcontextprotocol/tasks';
let house: HttpHouse;

beforeAll(async () => {
  house = await startHttpHouse('rules: [{id: ask-me, intent: note.put, decide: approve}]', {
    extraTools: worldTools(world),
  });
});
afterAll(() => house.stop());

/** A request of 2026-07-28 by a client that speaks of tasks, unless told otherwise. */
async function send(method: string, params: object, extensions: object = { [extension]: {} }) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': { extensions },
  };
  const { name, taskId = name } = params as { name?: string; taskId?: string };
  const { body } = await house.post(
    '/mcp',
    { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } },
    {
      headers: {
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': method,
        ...(taskId !== undefined && { 'mcp-name': taskId }),
      },
    },
  );
  return body as {
    result?: Record<string, unknown>;
    error?: { code: number; message: string };
  };
}

const call = (name: string, args: object) => send('tools/call', { name, arguments: args });

describe('a client that speaks the extension for tasks', () => {
  it('is told that the server does, too', async () => {
    const { result } = await send('server/discover', {});
    expect(result).toMatchObject({ capabilities: { extensions: { [extension]: {} } } });
  });

  it('gets a plain answer where there is one', async () => {
    const { result } = await call('system_ping', {});
    expect(result).toMatchObject({ resultType: 'complete' });
  });

  it('takes a task for what waits for the owner, follows and cancels it', async () => {
    const { result: task } = await call('note_put', { to: 'task' });
    expect(task).toMatchObject({ resultType: 'task', status: 'working', ttlMs: null });
    const taskId = String(task?.['taskId']);
    const { result: state } = await send('tasks/get', { taskId });
    expect(state).toMatchObject({ resultType: 'complete', taskId, status: 'working' });
    const { result: cancelled } = await send('tasks/cancel', { taskId });
    expect(cancelled).toMatchObject({ resultType: 'complete' });
    const { result: after } = await send('tasks/get', { taskId });
    expect(after).toMatchObject({ status: 'cancelled' });
    expect((await send('tasks/cancel', { taskId })).error).toBeUndefined();
  });

  it('is handed a task for what takes longer than a moment', async () => {
    const began = performance.now();
    const { result: task } = await call('system_wait', { ms: 20_000 });
    expect(task).toMatchObject({ resultType: 'task', status: 'working' });
    expect(performance.now() - began).toBeLessThan(15_000);
    await send('tasks/cancel', { taskId: String(task?.['taskId']) });
  });

  it('gets the result of the tool with the task that has ended', async () => {
    const { result: task } = await call('note_put', { to: 'approved' });
    const taskId = String(task?.['taskId']);
    const { body } = await house.asOwner('GET', '/owner/approvals?status=waiting');
    const [waiting] = body['items'] as readonly { approval_id?: string; id?: string }[];
    const id = waiting?.approval_id ?? waiting?.id;
    await house.asOwner('POST', `/owner/approvals/${id}/decide`, { decision: 'approve' });
    await expect
      .poll(async () => (await send('tasks/get', { taskId })).result)
      .toMatchObject({
        status: 'completed',
        result: { structuredContent: { status: 'success', result: { did: 'approved' } } },
      });
  });

  it('is told of a task that does not exist, and asked to declare the extension', async () => {
    const missing = await send('tasks/get', { taskId: 'job_none' });
    expect(missing.error).toMatchObject({ code: -32_602 });
    const undeclared = await send('tasks/get', { taskId: 'job_none' }, {});
    expect(undeclared.error).toMatchObject({ code: -32_021 });
    expect(
      (await send('tasks/update', { taskId: 'job_none', inputResponses: {} })).error,
    ).toMatchObject({
      code: -32_602,
    });
  });

  it('is the only one that gets tasks', async () => {
    const { result } = await send(
      'tools/call',
      { name: 'note_put', arguments: { to: 'plain' } },
      {},
    );
    expect(result).toMatchObject({
      resultType: 'complete',
      structuredContent: { status: 'needs_approval' },
    });
  });
});
