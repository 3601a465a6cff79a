import type { z } from 'zod';
import { GatewayError } from '../platform/gateway-error.ts';
import { nearestNames } from '../platform/nearest-names.ts';
import { type InputProblem, noSuchField, problemsOf } from './input-schema.ts';
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

interface IssueSentence {
  readonly sentence: string;
  readonly problems: readonly InputProblem[];
}

/** The first of what is wrong, as a sentence; for a misspelt field with the known one that is nearest. */
export function describeIssues(error: z.ZodError, knownFields: readonly string[]): IssueSentence {
  const problems = problemsOf(error).map((problem) => {
    if (problem.expected !== noSuchField) return problem;
    const [nearest] = nearestNames(problem.field, knownFields);
    return nearest
      ? { ...problem, expected: `${noSuchField}; did you mean "${nearest}"?` }
      : problem;
  });
  return { sentence: sentenceOf(problems[0]), problems: problems.slice(0, 20) };
}

function sentenceOf(problem: InputProblem | undefined): string {
  if (!problem) return 'the inputs are not valid';
  return `${problem.field === '' ? 'body' : `"${problem.field}"`}: ${problem.expected}`;
}
