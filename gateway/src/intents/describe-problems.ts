import type { z } from 'zod';
import { GatewayError } from '../platform/gateway-error.ts';
import { nearestNames } from '../platform/nearest-names.ts';
import { type InputProblem, problemsOf } from './input-schema.ts';
import type { Intent } from './intent.ts';

const mostProblems = 20;

/** The refusal of inputs: the field, what was expected, and inputs that work. */
export function invalidInputs(intent: Intent, found: readonly InputProblem[]): GatewayError {
  const knownFields = Object.keys(intent.inputs.jsonSchema['properties'] ?? {});
  const { sentence, problems } = describeProblems(found, knownFields);
  const example = intent.examples[0]?.inputs ?? {};
  return new GatewayError('invalid_inputs', `Cannot run ${intent.name}: ${sentence}.`, {
    hint: `These inputs work: ${JSON.stringify(example)}. GET /intents/${intent.name} has the whole schema.`,
    details: { problems, example },
  });
}

interface Description {
  readonly sentence: string;
  readonly problems: readonly InputProblem[];
}

/** What is wrong with a value that a schema refused. */
export function describeIssues(
  error: z.ZodError,
  { value, knownFields }: { value: unknown; knownFields: readonly string[] },
): Description {
  return describeProblems(problemsOf(error, value), knownFields);
}

/* A misspelt field comes first: what is missing is mostly the one that was meant. */
function describeProblems(
  found: readonly InputProblem[],
  knownFields: readonly string[],
): Description {
  const misspelt: InputProblem[] = [];
  const others: InputProblem[] = [];
  for (const problem of found.slice(0, mostProblems)) {
    const [nearest] = problem.kind === 'unknown' ? nearestNames(problem.field, knownFields) : [];
    if (nearest === undefined) others.push(problem);
    else
      misspelt.push({ ...problem, expected: `${problem.expected} (did you mean "${nearest}"?)` });
  }
  const problems = [...misspelt, ...others];
  return { sentence: sentenceOf(problems[0]), problems };
}

function sentenceOf(problem: InputProblem | undefined): string {
  if (!problem) return 'the inputs are not valid';
  const { field, expected, kind } = problem;
  if (kind === 'missing') return `"${field}" is missing (${expected})`;
  return `${field === '' ? 'body' : `"${field}"`}: ${expected}`;
}
