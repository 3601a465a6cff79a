import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowCall } from '../../../contract/src/index.ts';
import { startHttpHouse, type HttpHouse } from '../http-harness.ts';
import { n8nApiKey, startFlowServer, type FlowServer } from './flow-server.ts';

/** A callback may be lost, and so may a connection: then n8n is asked what it kept. */
describe('what n8n keeps of executions', () => {
  let server: FlowServer;
  let house: HttpHouse;

  const yaml = () =>
    [
      'flows:',
      '  providers:',
      `    n8n: {type: n8n, url: "${server.url}", api_key: ${n8nApiKey}}`,
      '  intents:',
      '    test.write: {provider: n8n, effect: write, deadline_s: 30}',
    ].join('\n');

  beforeAll(async () => {
    server = await startFlowServer('n8n');
    server.workflows.set('w1', {
      id: 'w1',
      name: 'A workflow',
      active: true,
      nodes: [
        {
          name: 'Call',
          type: 'n8n-nodes-base.webhook',
          parameters: { httpMethod: 'POST', path: 'test-write' },
        },
      ],
      connections: {},
      settings: {},
      tags: [{ id: 't', name: 'tutti' }],
    });
    house = await startHttpHouse(yaml());
  });
  afterAll(async () => {
    await house.stop();
    await server.stop();
  });

  const call = (n: string) =>
    house.call({ intent: 'test.write', inputs: { n }, wait_s: 30, again: true });

  /** As n8n stores an execution: its nodes, in order, with what each gave. */
  const dataOf = (flowCall: FlowCall, outcome: object, error?: object) => ({
    resultData: {
      runData: {
        Call: [{ executionIndex: 0, data: { main: [[{ json: { body: flowCall } }]] } }],
        Outcome: [{ executionIndex: 1, data: { main: [[{ json: outcome }]] } }],
      },
      lastNodeExecuted: 'Outcome',
      ...(error && { error }),
    },
  });

  function accepts(id: string, later: (flowCall: FlowCall) => void): void {
    server.flow('test.write', (flowCall, { response }) => {
      server.executions.set(id, { status: 'running', workflowId: 'w1' });
      response.writeHead(202).end(JSON.stringify({ status: 'accepted', execution_id: id }));
      later(flowCall);
      return undefined;
    });
  }

  it('has the result of a flow whose callback was lost, and links to it', async () => {
    accepts('11', (flowCall) => {
      const data = dataOf(flowCall, { status: 'success', result: { labeled: 3 } });
      setTimeout(
        () => server.executions.set('11', { status: 'success', workflowId: 'w1', data }),
        300,
      );
    });
    const { body } = await call('lost callback');
    expect(body).toMatchObject({ status: 'success', result: { labeled: 3 } });
    const receipt = await house.get(`/receipts/${String(body['receipt_id'])}`);
    expect(receipt.body['execution_url']).toBe(`${server.url}/workflow/w1/executions/11`);
  });

  it('says which step failed', async () => {
    accepts('12', (flowCall) => {
      const error = { message: 'Label is not valid', node: { name: 'Add the label' } };
      const data = dataOf(flowCall, {}, error);
      server.executions.set('12', { status: 'error', workflowId: 'w1', data });
    });
    expect((await call('failed')).body).toMatchObject({
      error: {
        code: 'engine_failed',
        message: 'test.write failed: Add the label: Label is not valid',
        details: { execution_url: `${server.url}/workflow/w1/executions/12` },
      },
    });
  });

  it('does not know how far it came where n8n itself ended', async () => {
    accepts('13', () => {
      server.state.apiIsAway = true;
      setTimeout(() => {
        server.executions.set('13', { status: 'crashed', workflowId: 'w1' });
        server.state.apiIsAway = false;
      }, 1500);
    });
    const { body } = await call('crashed');
    expect(body).toMatchObject({
      error: {
        code: 'outcome_unknown',
        details: { execution_url: `${server.url}/workflow/w1/executions/13` },
      },
    });
    expect(JSON.stringify(body)).toContain('n8n itself ended');
  });

  it('is searched where the connection broke before an answer', async () => {
    server.flow('test.write', (flowCall, { response }) => {
      const data = dataOf(flowCall, { status: 'success', result: { found: true } });
      server.executions.set('14', { status: 'success', workflowId: 'w1', data });
      response.destroy();
      return undefined;
    });
    const calls = server.calls.length;
    expect((await call('broken off')).body).toMatchObject({ result: { found: true } });
    expect(server.calls).toHaveLength(calls + 1);
  });

  it('explains an answer that says no more than that the workflow failed', async () => {
    server.flow('test.write', (flowCall) => {
      const error = { message: 'Quota exceeded', node: { name: 'Find mails' } };
      const data = dataOf(flowCall, {}, error);
      server.executions.set('15', { status: 'error', workflowId: 'w1', data });
      return { status: 500, body: { message: 'Error in workflow' } };
    });
    expect((await call('bare 500')).body).toMatchObject({
      error: { message: 'test.write failed: Find mails: Quota exceeded' },
    });
  });

  it('is looked into after a restart, though the flow was never heard of', async () => {
    server.flow('test.write', (flowCall) => {
      const data = dataOf(flowCall, { status: 'success', result: { after: 'restart' } });
      setTimeout(
        () => server.executions.set('16', { status: 'success', workflowId: 'w1', data }),
        500,
      );
      return undefined;
    });
    const first = await startHttpHouse(yaml());
    const request = { intent: 'test.write', inputs: { n: 'restart' }, wait_s: 0.3 };
    const { body } = await first.call(request);
    await first.leave();
    const second = await startHttpHouse(yaml(), { dataDir: first.dataDir });
    await expect
      .poll(async () => (await second.get(`/jobs/${String(body['job_id'])}`)).body['status'], {
        timeout: 15_000,
      })
      .toBe('success');
    expect((await second.get(`/jobs/${String(body['job_id'])}`)).body).toMatchObject({
      answer: { result: { after: 'restart' } },
    });
    await second.stop();
  });
});
