import { GatewayError } from '../platform/gateway-error.ts';
import type { InputProblem } from './input-schema.ts';
import type { Intent } from './intent.ts';

/** The refusal of inputs: the field, what was expected, and inputs that work. */
export function invalidInputs(intent: Intent, problems: readonly InputProblem[]): GatewayError {
  const [first] = problems;
  const example = intent.examples[0]?.inputs ?? {};
  return new GatewayError('invalid_inputs', `Cannot run ${intent.name}: ${sentenceOf(first)}.`, {
    hint: `These inputs work: ${JSON.stringify(example)}. GET /intents/${intent.name} has the whole schema.`,
    details: { problems: problems.slice(0, 20), example },
  });
}

export function sentenceOf(problem: InputProblem | undefined): string {
  if (!problem) return 'the inputs are not valid';
  return `${problem.field === '' ? 'inputs' : `"${problem.field}"`}: ${problem.expected}`;
}
