import type { Word, WordPart } from 'unbash';
import { firstOf } from './first-of.ts';
import type { Piece, ShellWord } from './shell-line.ts';

/** What a word is made of, or why it lies outside the grammar that is judged. */
export type ReadWord = { readonly word: ShellWord } | { readonly beyond: string };

export function readWord(word: Word): ReadWord {
  if (/^[A-Za-z_]\w*=~/.test(word.text)) return { beyond: 'a "~" behind "="' };
  const pieces: Piece[] = [];
  for (const part of word.parts ?? [literalOf(word)]) {
    const beyond = addPart(pieces, part);
    if (beyond !== undefined) return { beyond };
  }
  const beyond = expandTilde(pieces, word.text);
  if (beyond !== undefined) return { beyond };
  /* Else a file called `-rf` would become an option. */
  if (pieces[0]?.kind === 'glob') pieces.unshift({ kind: 'text', text: './' });
  const merged = mergeTexts(pieces);
  return {
    word: { pieces: merged, text: merged.map(textOf).join(''), plain: isPlain(word, merged) },
  };
}

function literalOf({ pos, end, text, value }: Word): WordPart {
  return { type: 'Literal', pos, end, text, value };
}

function addPart(pieces: Piece[], part: WordPart): string | undefined {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
      pieces.push({ kind: 'text', text: part.value });
      return undefined;
    case 'DoubleQuoted':
      return firstOf(part.parts, (child) => addPart(pieces, child));
    case 'Glob':
      if (!/^(\*|\?|\[[!^]?[\w.,:-]+\])$/.test(part.text)) return 'an unusual glob';
      pieces.push({ kind: 'glob', text: part.text });
      return undefined;
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      return addExpansion(pieces, part);
    case 'AnsiCQuoted':
      return "the quoting $'…'";
    case 'LocaleString':
      return 'the quoting $"…"';
    case 'CommandExpansion':
      return 'a command substitution';
    case 'ArithmeticExpansion':
      return 'arithmetic';
    case 'ProcessSubstitution':
      return 'a process substitution';
    case 'BraceExpansion':
      return 'braces';
    case 'ExtendedGlob':
      return 'an extended glob';
    default:
      part satisfies never;
      return 'something unknown';
  }
}

function addExpansion(
  pieces: Piece[],
  part: Extract<WordPart, { type: 'SimpleExpansion' | 'ParameterExpansion' }>,
): string | undefined {
  if (part.text !== '$HOME' && part.text !== '${HOME}') return 'a variable other than $HOME';
  pieces.push({ kind: 'home' });
  return undefined;
}

/** `~` and `~user` stand for a home folder only where they begin a word, unquoted up to the first slash. */
function expandTilde(pieces: Piece[], source: string): string | undefined {
  if (!source.startsWith('~')) return undefined;
  const prefix = /^~([a-z_][a-z0-9_-]*)?(?=\/|$)/.exec(source);
  if (!prefix) return 'an unusual "~"';
  const first = pieces[0];
  if (first?.kind !== 'text') return 'an unusual "~"';
  const user = prefix[1];
  pieces.splice(0, 1, user === undefined ? { kind: 'home' } : { kind: 'homeOf', user }, {
    kind: 'text',
    text: first.text.slice(prefix[0].length),
  });
  return undefined;
}

function mergeTexts(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else if (piece.kind !== 'text' || piece.text !== '') merged.push(piece);
  }
  return merged;
}

function textOf(piece: Piece): string {
  switch (piece.kind) {
    case 'text':
    case 'glob':
      return piece.text;
    case 'home':
      return '$HOME';
    case 'homeOf':
      return `~${piece.user}`;
    default:
      piece satisfies never;
      return '';
  }
}

function isPlain(word: Word, pieces: readonly Piece[]): boolean {
  return (
    pieces.length === 1 && pieces[0]?.kind === 'text' && word.text === word.value && !word.parts
  );
}
