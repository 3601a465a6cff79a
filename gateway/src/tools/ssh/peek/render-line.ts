import type { Piece, ShellCommand, ShellLine, ShellRedirect, ShellWord } from './shell-line.ts';

/**
 * Shell text that means exactly what was judged: every word in single quotes, so that only the globs, home
 * folders, operators and redirects that the judge saw are left to the shell.
 */
export function renderLine({ commands, joins }: ShellLine): string {
  return commands
    .map((command, index) => joinBefore(joins[index - 1]) + renderCommand(command))
    .join('');
}

function joinBefore(join: ShellLine['joins'][number] | undefined): string {
  if (join === undefined) return '';
  return join === ';' ? '; ' : ` ${join} `;
}

function renderCommand({ assignments, words, redirects }: ShellCommand): string {
  return [
    ...assignments.map(({ name, value }) => `${name}=${renderPieces(value.pieces)}`),
    ...words.map((word, at) => (at === 0 || word.isName ? renderName(word) : renderWord(word))),
    ...redirects.map(renderRedirect),
  ].join(' ');
}

/* Left bare, a name reads better and the rendering can be judged anew; with capitals or signs it is no keyword or alias. */
function renderName(word: ShellWord): string {
  return word.plain && /^[a-z0-9_.+/[-]+$/i.test(word.text) ? word.text : renderWord(word);
}

function renderWord({ pieces }: ShellWord): string {
  return renderPieces(pieces);
}

function renderPieces(pieces: readonly Piece[]): string {
  if (pieces.length === 0) return "''";
  const [first, second, ...rest] = pieces;
  /* A quoted slash would end no `~user`. */
  if (first?.kind === 'homeOf' && second?.kind === 'text') {
    const behind = second.text.slice(1);
    return `~${first.user}/${behind === '' ? '' : quote(behind)}${rest.map(renderPiece).join('')}`;
  }
  return pieces.map(renderPiece).join('');
}

function renderPiece(piece: Piece): string {
  switch (piece.kind) {
    case 'text':
      return quote(piece.text);
    case 'glob':
      return piece.text.replace(/^\[\^/, '[!');
    case 'home':
      return '"$HOME"';
    case 'homeOf':
      return `~${piece.user}`;
    default:
      piece satisfies never;
      return '';
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function renderRedirect(redirect: ShellRedirect): string {
  switch (redirect.kind) {
    case 'copy':
      return `${redirect.from}>&${redirect.to}`;
    case 'close':
      return `${redirect.from}>&-`;
    case 'both':
      return `${redirect.operator}${renderWord(redirect.target)} 2>&1`;
    case 'file': {
      const usual = redirect.operator === '<' ? 0 : 1;
      const from = redirect.from === usual ? '' : redirect.from;
      return `${from}${redirect.operator}${renderWord(redirect.target)}`;
    }
    default:
      redirect satisfies never;
      return '';
  }
}
