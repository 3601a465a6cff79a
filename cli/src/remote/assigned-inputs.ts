import { readFileSync } from 'node:fs';
import type { IntentInfo } from '#contract';
import { CliError } from '../shared/cli-error.ts';
import { inputsOf, parseAssignment } from './read-inputs.ts';

/** The inputs that `name=value` of a command line stand for. The schema is only asked for where it matters. */
export async function assignedInputs(
  written: readonly string[],
  schemaOfInputs: () => Promise<IntentInfo['inputs']>,
): Promise<Record<string, unknown>> {
  const assignments = written.map(parseAssignment);
  const needsSchema = assignments.some(({ kind }) => kind === 'text');
  const schema = needsSchema ? await schemaOfInputs() : {};
  return inputsOf(assignments, { schema, readFile: readText });
}

/** The text of a file, or of the standard input for `-`. */
export function readText(name: string): string {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('not_readable', `"${name}" cannot be read: ${why}`, { cause: error });
  }
}
