import type { CallContext, ValueKind } from './command-shape.ts';
import { judgePath } from './paths/judge-path.ts';
import { hasGlob, literalOf, type ShellWord } from './shell-line.ts';
import { confirmBecause, type Refusal } from './verdict.ts';

/** What speaks against a word in the place of such a value. */
export function judgeValue(
  word: ShellWord,
  value: ValueKind,
  { folders }: CallContext,
): Refusal | undefined {
  switch (value.kind) {
    case 'text':
      return hasGlob(word)
        ? confirmBecause(`${word.text} may become several words: quote it`)
        : undefined;
    case 'matching': {
      const given = literalOf(word);
      return given !== undefined && value.pattern.test(given)
        ? undefined
        : confirmBecause(`${word.text} is not ${value.says}`);
    }
    case 'path':
    case 'tree':
    case 'names':
      if (word.text === '-') return undefined;
      return judgePath(word, value.kind === 'path' ? 'content' : value.kind, folders);
    default:
      value satisfies never;
      return confirmBecause('an unknown kind of value');
  }
}

/** The part of a word behind its first `length` characters, which must be plain text. */
export function restOfWord(word: ShellWord, length: number): ShellWord {
  const [first, ...others] = word.pieces;
  if (first?.kind !== 'text') return word;
  const rest = first.text.slice(length);
  const pieces = rest === '' ? others : [{ kind: 'text', text: rest } as const, ...others];
  return { pieces, text: word.text.slice(length), plain: false };
}
