import { OrchestrateRequest, type PolicyTest, type PolicyTestRequest } from '#contract';
import type { ApprovalStore } from '../consent/approval-store.ts';
import type { Guard } from '../guard/guard.ts';
import type { Caller } from '../identity/caller.ts';
import type { Directory } from '../identity/directory.ts';
import { scopesCover } from '../identity/scope.ts';
import type { Catalog } from '../intents/catalog.ts';
import type { ConfiguredRoute } from '../intents/route.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { PreparedCall } from './call.ts';
import { guardedCallOf } from './judge-call.ts';
import { prepareCall } from './prepare-call.ts';
import { requestDigest } from './run-key.ts';

/** Shows the owner how a call would be decided on, and why. */
export interface PolicyDesk {
  test(request: PolicyTestRequest): Promise<PolicyTest>;
}

interface PolicyDeskParts {
  readonly catalog: Catalog;
  readonly directory: Directory;
  readonly guard: Guard;
  readonly approvals: ApprovalStore;
  readonly routes: () => readonly ConfiguredRoute[];
  readonly now: () => number;
}

export function createPolicyDesk(parts: PolicyDeskParts): PolicyDesk {
  const { guard, approvals, directory, now } = parts;
  return {
    async test(request) {
      const caller = directory.findCaller(request.caller);
      if (!caller) throw noSuchCaller(request.caller);
      const call = prepareTest(request, { ...parts, caller });
      const { intent, engine, effect, inputs } = call;
      const query = { caller: caller.name, digest: requestDigest(call), now: now() };
      const lifted = new Set(await approvals.findRemembered(query));
      const { decision, rules } = guard.explain(guardedCallOf(call), lifted);
      return {
        intent: intent.name,
        engine: engine.name,
        caller: caller.name,
        in_scope: scopesCover(caller.scopes, intent.name),
        effect,
        inputs,
        decision: { ...decision, matched: [...decision.matched] },
        policy_version: guard.policyVersion(),
        rules: [...rules],
      };
    },
  };
}

/* As every call is, but with every intent in scope: the owner may ask about any. */
function prepareTest(
  { intent, inputs, mode }: PolicyTestRequest,
  { caller, catalog, routes, now }: PolicyDeskParts & { caller: Caller },
): PreparedCall {
  const call = {
    caller: { ...caller, scopes: ['*'] },
    request: OrchestrateRequest.parse({ intent, inputs, mode }),
    defaultWaitMs: 0,
    readOnly: true,
    traceId: '',
  };
  return prepareCall(call, { catalog, routes: routes(), now: now() });
}

function noSuchCaller(name: string): GatewayError {
  return new GatewayError('caller_not_found', `There is no caller "${name}".`, {
    hint: '"tutti keys" lists the callers.',
  });
}
