import type { IntentInfo } from '#contract';
import type { JsonObject } from '../../../platform/json.ts';
import { html, type Html } from '../html.ts';
import { renderCode } from './render-operation.ts';
import { renderSchema } from './render-schema.ts';

/** One intent: what it does, what it takes and gives, and how one would ask for it. */
export function renderIntent(intent: IntentInfo): Html {
  const { name, title, description, effect, engine, inputs, outputs, examples } = intent;
  return html`<article id="intent-${name}">
    <h3><code>${name}</code> <span class="effect ${effect}">${effect}</span></h3>
    <p><strong>${title}.</strong> ${description}</p>
    <p class="muted">Engine: ${engine}. ${repeatSentence(intent)}</p>
    ${renderSchema(schemaOf(inputs), `Inputs of ${name}`)}
    ${examples.map(({ say, inputs: sent }) => renderExample(name, { say, sent }))}
    <details>
      <summary>Result of ${name}</summary>
      ${renderSchema(schemaOf(outputs), `Result of ${name}`)}
    </details>
  </article> `;
}

function repeatSentence({ effect, repeat }: IntentInfo): string {
  if (effect === 'read') return 'Changes nothing.';
  switch (repeat) {
    case 'safe':
      return 'May run again after an unknown outcome.';
    case 'keyed':
      return 'Carries a key, so that the far side does it once.';
    case 'never':
      return 'Never repeated by itself.';
    default:
      return repeat satisfies never;
  }
}

function renderExample(intent: string, { say, sent }: { say: string; sent: object }): Html {
  const body = JSON.stringify({ intent, inputs: sent }, null, 2);
  return html`<p class="say">“${say}”</p>
    ${renderCode(body, say)}`;
}

/* The contract's type of a JSON Schema is any JSON object; this says so to TypeScript. */
function schemaOf(schema: Record<string, unknown>): JsonObject {
  return schema as JsonObject;
}
