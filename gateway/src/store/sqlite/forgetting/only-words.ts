import type { DatabaseSync } from 'node:sqlite';
import { query } from '../statement.ts';

const shortestWordChars = 4;
const mostWords = 300;

/** The words of forgotten texts that no memory has any more: to be asked once they left the index. */
export function createOnlyWords(
  db: DatabaseSync,
): (texts: readonly string[]) => ReadonlySet<string> {
  const known = query<{ match: string }, unknown>(
    db,
    'SELECT 1 FROM memory_index WHERE memory_index MATCH :match LIMIT 1',
  );
  return (texts) => {
    const words = new Set<string>();
    for (const text of texts) {
      for (const word of wordsOf(text)) {
        if (words.size >= mostWords) return words;
        if (word.length < shortestWordChars || words.has(word)) continue;
        if (!known.first({ match: `"${word}"` })) words.add(word);
      }
    }
    return words;
  };
}

/** The words of a text or of JSON, in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
