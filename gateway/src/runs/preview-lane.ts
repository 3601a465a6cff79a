import type { Answer } from '#contract';
import type { Decision } from '../guard/decide.ts';
import type { CallRun, EnginePreview } from '../intents/engine.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { frameOf, previewAnswer } from './answers.ts';
import type { PreparedCall } from './call.ts';
import { capResult } from './cap-result.ts';
import { engineCallOf } from './execute.ts';
import type { LaneParts } from './lane-parts.ts';
import { receiptOfRead } from './receipt-of.ts';
import { consentDigest } from './run-key.ts';
import { createStopSwitch } from './stop-switch.ts';
import { takeResult } from './take-result.ts';
import { within } from './within.ts';

const longestPreviewMs = 40_000;

/** Shows what a call would do. Where it needs a confirmation, the preview is kept and its token handed out. */
export async function runPreview(
  call: PreparedCall,
  decision: Decision,
  parts: LaneParts,
): Promise<Answer> {
  const preview = await previewOf(call, parts);
  const tokenOnly = call.flags.confirms || call.request.confirm_token !== undefined;
  const confirm =
    decision.kind === 'confirm'
      ? await parts.previews.keep({
          caller: call.caller.name,
          digest: consentDigest(call, parts.policyVersion()),
          tokenOnly,
          ...(preview.plan !== undefined && { plan: preview.plan }),
        })
      : undefined;
  const now = parts.now();
  const receiptId = parts.newId('rcp');
  const { result: would, stored } = capResult(takeResult(preview.would, call.intent), {
    maxChars: parts.resultMaxChars(),
    newId: parts.newId,
    space: call.caller.space,
    intent: call.intent.name,
    now,
  });
  parts.ledger.record(
    receiptOfRead(call, { receiptId, rule: decision.rule, status: 'preview', now }),
    stored,
  );
  const answer = previewAnswer(frameOf(call, now), {
    preview: { note: preview.note, would, ...(preview.inline && { inline: true as const }) },
    call,
    ...(confirm && { confirm: { ...confirm, tokenOnly } }),
  });
  return { ...answer, receipt_id: receiptId };
}

/** What the engine says it would do, within the time that a preview may take. */
export async function previewOf(
  call: PreparedCall,
  { newId, now }: Pick<LaneParts, 'newId' | 'now'>,
): Promise<EnginePreview> {
  const stop = createStopSwitch();
  const preview = call.engine.preview(
    call.intent,
    engineCallOf({
      ...call,
      stop,
      progress: () => undefined,
      run: () => previewRun(newId('job'), now() + longestPreviewMs),
    }),
  );
  const shown = await within(preview, longestPreviewMs);
  if (shown) return shown;
  stop.stop('deadline');
  throw new GatewayError(
    'deadline_exceeded',
    `The preview of ${call.intent.name} took longer than 40 s.`,
    {
      hint: 'Nothing was done. Try again later.',
      retryable: true,
    },
  );
}

/* Nothing of a preview outlives its process. */
function previewRun(id: string, deadlineAt: number): CallRun {
  return { id, attempt: 1, deadlineAt, keepHandle: async () => undefined };
}
