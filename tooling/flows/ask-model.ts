import { CALL } from './frame.ts';
import type { FlowGraph, Output } from './flow-graph.ts';
import { code, http, when } from './nodes.ts';

/** Where a model is; empty as it ships, and then the flow does without one. */
export const MODEL_SETTINGS = { model_url: '', model: 'gpt-5-mini' } as const;

/**
 * Asks the model that the owner configured, if there is one. Takes `{prompt: {system, user}}`,
 * and gives `{model: {text, name, why_not?}}`, where `text` is null if there was no answer.
 */
export function askModel(graph: FlowGraph, from: Output): Output {
  const configured = graph.add(
    from,
    when('Is there a model?', `${CALL}.settings.model_url !== ''`),
  );
  const asked = graph.add(
    configured,
    http(
      'Ask the model',
      {
        url: `={{ ${CALL}.settings.model_url.replace(/\\/+$/, '') }}/chat/completions`,
        body: `={{ JSON.stringify({ model: ${CALL}.settings.model, messages: [{ role: 'system', content: $json.prompt.system }, { role: 'user', content: $json.prompt.user }] }) }}`,
        credential: { type: 'openAiApi' },
        timeoutMs: 90_000,
      },
      { onFailure: 'collect' },
    ),
  );
  return graph.add(
    [asked, { ...configured, index: 1 }],
    code(
      'What the model says',
      ['model-answer'],
      `return [{ json: modelAnswer($input.first().json, ${CALL}.settings) }];`,
    ),
  );
}
