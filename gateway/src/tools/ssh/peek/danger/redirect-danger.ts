import type { Redirect } from 'unbash';
import { judgePlaces } from '../paths/judge-path.ts';
import { homePath } from '../paths/shell-path.ts';
import { readWord } from '../read-word.ts';
import { findWriteDanger } from './write-danger.ts';

export function findRedirectDanger({ operator, target }: Redirect): string | undefined {
  if (target === undefined) return undefined;
  const read = readWord(target);
  if ('beyond' in read) return undefined;
  const guarded = judgePlaces(read.word, [homePath]);
  if (guarded?.kind === 'deny') return guarded.reason;
  return operator === '<' || operator === '<&' ? undefined : findWriteDanger(target.value);
}
