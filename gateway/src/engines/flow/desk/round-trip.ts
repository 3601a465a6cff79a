import type { FlowRoundTrip } from '#contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { N8nApi, WorkflowFile } from '../n8n/n8n-api.ts';
import type { OpenProvider } from '../open-providers.ts';
import type { FlowPlace, FlowReply } from '../provider.ts';
import type { AwaitedReports } from '../waiting/awaited-reports.ts';
import type { RunTokens } from '../waiting/run-token.ts';

const registersWithinMs = 15_000;
const backWithinMs = 20_000;

interface TripParts {
  readonly awaited: AwaitedReports;
  readonly tokens: RunTokens;
  readonly callbackBase: string;
  readonly newRunId: () => string;
  readonly now: () => number;
}

/** Installs a workflow that answers and calls back, calls it, and removes it again. */
export async function roundTrip(open: OpenProvider, parts: TripParts): Promise<FlowRoundTrip> {
  const { provider, n8n } = open;
  const frame = { provider: provider.name, callback_url: parts.callbackBase };
  if (!n8n) return { ...frame, there: false, back: false, ...cannotTry };
  const runId = parts.newRunId();
  const place = { intent: 'tutti.ping', path: `/webhook/tutti-ping-${runId}` };
  let workflowId: string | undefined;
  try {
    const { id } = await n8n.api.createWorkflow(pingWorkflow(`tutti-ping-${runId}`));
    workflowId = id;
    await n8n.api.activate(id);
    return { ...frame, ...(await tryTrip(open, { ...parts, api: n8n.api, runId, place })) };
  } catch (error) {
    return { ...frame, there: false, back: false, ...problemOf(error) };
  } finally {
    if (workflowId !== undefined) await n8n.api.remove(workflowId).catch(() => undefined);
  }
}

type Trying = TripParts & {
  readonly api: N8nApi;
  readonly runId: string;
  readonly place: FlowPlace;
};

type Outcome = Omit<FlowRoundTrip, 'provider' | 'callback_url'>;

async function tryTrip(open: OpenProvider, parts: Trying): Promise<Outcome> {
  const { awaited, runId, now } = parts;
  const waiting = awaited.open({
    runId,
    attempt: 1,
    intent: '',
    caller: '',
    calls: [],
    mayOnlyRead: true,
    standing: { depth: 0, confirmed: false },
    progress: () => undefined,
  });
  try {
    const startedAt = now();
    const reply = await callUntilRegistered(open, parts);
    const thereMs = now() - startedAt;
    if (reply.kind !== 'accepted') return { there: false, back: false, ...problemOf(reply) };
    const settled = await Promise.race([waiting.report, sleep(backWithinMs, undefined)]);
    if (!settled)
      return {
        there: true,
        back: false,
        there_ms: thereMs,
        ...(await noWayBack(open, parts, reply)),
      };
    return { there: true, back: true, there_ms: thereMs, back_ms: now() - startedAt };
  } finally {
    waiting.close();
  }
}

/* n8n says that a workflow is active a moment before its webhook is. */
async function callUntilRegistered(open: OpenProvider, parts: Trying): Promise<FlowReply> {
  const { runId, place, tokens, callbackBase, now } = parts;
  const until = now() + registersWithinMs;
  for (;;) {
    const reply = await open.line.send({
      place,
      body: {
        intent: place.intent,
        inputs: {},
        dry_run: false,
        job_id: runId,
        callback: {
          url: `${callbackBase}/flows/runs/${runId}`,
          token: tokens.make({ runId, attempt: 1, deadlineAt: now() + backWithinMs }),
        },
      },
      traceparent: '',
      signal: AbortSignal.timeout(backWithinMs),
      depth: 0,
    });
    if (reply.kind !== 'refused' || now() > until) return reply;
    await sleep(500);
  }
}

async function noWayBack(
  { provider }: OpenProvider,
  { runId, place, callbackBase }: Trying,
  { ids }: Extract<FlowReply, { kind: 'accepted' }>,
): Promise<Pick<Outcome, 'problem' | 'hint'>> {
  const { records } = provider;
  const id =
    ids.executionId ??
    (await records?.findByRun({ runId, place, since: 0 }).catch(() => undefined));
  const found = id === undefined ? undefined : await records?.look(id).catch(() => undefined);
  const said =
    found?.kind === 'ended' && found.ending.status === 'error'
      ? `: ${found.ending.error.message}`
      : '';
  return {
    problem: `The workflow ran in "${provider.name}", but its callback to ${callbackBase} did not arrive${said}.`,
    hint: `Set callback_url of "${provider.name}" in tutti.yaml to an address at which it reaches this gateway; from a container on this machine that is often http://172.17.0.1:<port> or http://host.docker.internal:<port>, and the gateway has to listen there.`,
  };
}

const cannotTry = {
  problem: 'Only an n8n with an api_key can be tried this way.',
  hint: 'Set api_key in tutti.yaml, or run "tutti flows test <intent>" with a flow of its own.',
};

function problemOf(failure: unknown): Pick<Outcome, 'problem' | 'hint'> {
  const error =
    typeof failure === 'object' && failure !== null && 'error' in failure ? failure.error : failure;
  if (error instanceof GatewayError) return { problem: error.message, hint: error.hint };
  return {
    problem: error instanceof Error ? error.message : 'The workflow did not answer as it should.',
  };
}

function pingWorkflow(path: string): WorkflowFile {
  const call = `$('Call').first().json.body.callback`;
  const next = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
  const settle = {
    method: 'POST',
    url: `={{ ${call}.url }}/settle`,
    sendHeaders: true,
    headerParameters: {
      parameters: [{ name: 'Authorization', value: `=Bearer {{ ${call}.token }}` }],
    },
    sendBody: true,
    specifyBody: 'json',
    jsonBody: '{"status": "success", "result": {"pong": true}}',
    options: {},
  };
  return {
    name: 'Tutti: the way there and back',
    settings: { executionOrder: 'v1' },
    nodes: [
      node('Call', 'webhook', {
        version: 2.1,
        parameters: { httpMethod: 'POST', path, responseMode: 'responseNode', options: {} },
        extra: { webhookId: path },
      }),
      node('Accepted', 'respondToWebhook', {
        version: 1.5,
        parameters: {
          respondWith: 'json',
          responseBody: '={{ { status: "accepted", execution_id: $execution.id } }}',
          options: { responseCode: 202 },
        },
      }),
      node('Settle', 'httpRequest', { version: 4.2, parameters: settle }),
    ],
    connections: { Call: next('Accepted'), Accepted: next('Settle') },
  };
}

function node(
  name: string,
  type: string,
  {
    version,
    parameters,
    extra = {},
  }: { version: number; parameters: Record<string, unknown>; extra?: object },
) {
  const position = [0, 0];
  return {
    name,
    type: `n8n-nodes-base.${type}`,
    typeVersion: version,
    position,
    parameters,
    ...extra,
  };
}
