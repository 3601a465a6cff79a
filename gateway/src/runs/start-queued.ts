import type { Directory } from '../identity/directory.ts';
import { scopesCover } from '../identity/scope.ts';
import type { Catalog } from '../intents/catalog.ts';
import { digestOf } from '../platform/canonical-json.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { carriedBy } from './carried-calls.ts';
import type { LaneParts } from './lane-parts.ts';
import type { Outcome } from './outcome.ts';
import { requestDigest } from './run-key.ts';
import type { Run } from './run.ts';
import { isForgotten } from './run-store.ts';
import { recordUnbegun } from './settle-run.ts';
import { startRun, type Work } from './start-run.ts';

const atOnce = 100;

export interface QueueParts extends LaneParts {
  readonly catalog: Catalog;
  readonly directory: Directory;
}

/**
 * Begins what the owner approved. Scopes, rules and target are looked at once more:
 * what was approved is exactly what was shown, and only while the caller may still ask for it.
 */
export async function startQueued(parts: QueueParts): Promise<void> {
  const { store, replicaId, leaseMs, now } = parts;
  let runs: readonly Run[];
  do {
    const leaseUntil = now() + leaseMs;
    runs = await store.takeQueuedRuns({ replicaId, now: now(), leaseUntil, limit: atOnce });
    await Promise.all(runs.map((run) => begin(run, parts)));
  } while (runs.length === atOnce);
}

async function begin(run: Run, parts: QueueParts): Promise<void> {
  if (run.cancelRequestedAt !== undefined) return end(run, { kind: 'cancelled' }, parts);
  try {
    startRun(run, await recheck(run, parts), parts);
  } catch (error) {
    await end(run, { kind: 'threw', error }, parts);
  }
}

async function end(run: Run, outcome: Outcome, parts: QueueParts): Promise<void> {
  await parts.store.settleRun(recordUnbegun(run, outcome, parts));
  parts.onCallback();
}

async function recheck(run: Run, parts: QueueParts): Promise<Work> {
  const { catalog, directory, approvals, judge } = parts;
  if (isForgotten(run)) throw forgottenMeanwhile(run);
  const caller = directory.findLiveCaller(run.caller);
  if (!caller || !scopesCover(caller.scopes, run.intent))
    throw notAnyMore('the caller may no longer ask for it');
  const offer = catalog
    .offersOf(run.intent, caller.scopes)
    .find(({ engine }) => engine.name === run.route.engine);
  if (!offer) throw notAnyMore('the intent is no longer offered');
  const { intent, engine } = offer;
  const { inputs, target } = intent.resolve?.(run.inputs) ?? { inputs: run.inputs };
  const call = {
    caller,
    intent,
    engine,
    inputsDigest: digestOf(inputs),
    ...(target && { target }),
  };
  const approval = await approvals.findApprovalOfRun(run.id);
  if (approval?.digest !== requestDigest(call))
    throw notAnyMore('what it would act on has changed since');
  const carried = carriedBy(intent, caller.scopes, catalog);
  if (judge({ ...call, inputs, effect: run.effect, carried }, new Set()).kind === 'deny')
    throw notAnyMore('a rule now forbids it');
  return { caller, intent, engine, standing: { depth: 0, confirmed: true } };
}

function notAnyMore(why: string): GatewayError {
  return new GatewayError('preview_changed', `The approved request was not run: ${why}.`, {
    hint: 'Nothing was done. Send the request again to ask the owner anew.',
    retryable: true,
  });
}

function forgottenMeanwhile({ intent }: Run): GatewayError {
  return new GatewayError(
    'forgotten',
    `${intent} was not run: what it was about was forgotten while it waited.`,
    { hint: 'Nothing was done. Leave it at that, or ask anew.', retryable: true },
  );
}
