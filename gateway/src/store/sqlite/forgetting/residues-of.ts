import { waysToWrite } from './mentions.ts';

/* Long enough to be in no other text by chance, short enough to be found in a row that was cut. */
const pieceChars = 24;
/* As the index keeps them; shorter ones may be parts of others. */
const shortestWordChars = 8;

/** Pieces of forgotten texts, as bytes in a file would still say them. */
export function residuesOf(texts: readonly string[], words: Iterable<string>): readonly Buffer[] {
  const pieces = texts.flatMap(waysToWrite).flatMap(piecesOf);
  const long = [...words].filter(({ length }) => length >= shortestWordChars);
  return [...new Set([...pieces, ...long])].map((piece) => Buffer.from(piece.toWellFormed()));
}

function piecesOf(text: string): readonly string[] {
  if (text.length <= pieceChars) return [text];
  const count = Math.floor(text.length / pieceChars);
  return Array.from({ length: count }, (_, index) =>
    text.slice(index * pieceChars, (index + 1) * pieceChars),
  );
}
