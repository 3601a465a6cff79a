import { OrchestrateRequest } from '#contract';
import type { Caller } from '../../identity/caller.ts';
import { createCatalog } from '../../intents/catalog.ts';
import type { Engine } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import { testEngine, testIntent } from '../../intents/testing/test-engine.ts';
import type { PreparedCall } from '../call.ts';
import { prepareCall } from '../prepare-call.ts';
import type { Run } from '../run.ts';

export const testCaller: Caller = {
  name: 'claude',
  space: 'personal',
  scopes: ['*'],
  ratePerMinute: 60,
  callbackHosts: [],
  createdAt: 0,
};

interface TestCall {
  readonly request?: Record<string, unknown>;
  readonly intent?: Partial<Intent>;
  readonly engines?: readonly Engine[];
  readonly readOnly?: boolean;
  readonly now?: number;
}

/** A call for the intent `test.do`, prepared as every call is. */
export function testCall({
  request,
  intent,
  engines,
  readOnly = false,
  now = 1000,
}: TestCall = {}) {
  const offered = engines ?? [testEngine('agent', [testIntent('test.do', intent)])];
  return prepareCall(
    {
      caller: testCaller,
      request: OrchestrateRequest.parse({ intent: 'test.do', ...request }),
      defaultWaitMs: 8000,
      readOnly,
      traceId: '0af7651916cd43dd8448eb211c80319c',
    },
    { catalog: createCatalog(offered), routes: [], now },
  ) satisfies PreparedCall;
}

export function testRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'job_1',
    caller: 'claude',
    space: 'personal',
    intent: 'test.do',
    route: { engine: 'agent', reason: 'a tool of that name is inside the gateway' },
    effect: 'write',
    repeat: 'never',
    resource: 'test',
    inputs: {},
    inputsDigest: 'd',
    rule: 'default:write',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    createdAt: 1000,
    status: 'running',
    epoch: 1,
    replicaId: 'rep_1',
    leaseUntil: 16_000,
    ...changes,
  };
}
