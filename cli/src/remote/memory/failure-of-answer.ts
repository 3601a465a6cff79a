import { CliError } from '../../shared/cli-error.ts';
import type { AnyAnswer } from '../wire.ts';

/** What to tell where a call that should have been done was not. */
export function failureOfAnswer(answer: AnyAnswer): CliError {
  const { error, status, next } = answer;
  if (error) return new CliError(error.code, error.message, { hint: error.hint, body: answer });
  return new CliError('not_done', `${answer.intent} was not done: it is "${status}".`, {
    hint: next?.say ?? 'A rule of the owner asks for more than this command can give.',
    body: answer,
  });
}
