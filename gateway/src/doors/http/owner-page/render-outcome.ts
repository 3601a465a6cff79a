import type { Job } from '#contract';
import { html, type Html } from '../html.ts';
import { renderFields, renderValue } from './render-value.ts';
import { visible } from './visible-text.ts';

/** How the job of an approved request stands, with its result in full once there is one. */
export function renderOutcome({ job_id, status, answer }: Job): Html {
  return html`<p>Job <code>${job_id}</code>: <b>${words[status]}</b></p>
    ${answer ? renderAnswer(answer) : html``}`;
}

const words: Record<Job['status'], string> = {
  needs_approval: 'waits for you',
  queued: 'about to begin',
  running: 'running',
  success: 'done',
  error: 'failed',
  cancelled: 'cancelled',
  unknown: 'nobody knows whether it happened',
  denied: 'denied',
  expired: 'expired',
};

function renderAnswer({ result, error }: NonNullable<Job['answer']>): Html {
  if (error) {
    return html`<p>${visible(error.message)}</p>
      <p class="muted">${visible(error.hint)}</p>`;
  }
  if (result === null || typeof result !== 'object' || Array.isArray(result))
    return renderValue(result);
  return html`<details open>
    <summary>Result</summary>
    ${renderFields(Object.fromEntries(Object.entries(result)))}
  </details>`;
}
