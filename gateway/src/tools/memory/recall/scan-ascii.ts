interface Scan {
  /** Whether a word that begins with these two characters, lower case, is worth a look; NaN where it has one. */
  readonly mayBe: (first: number, second: number) => boolean;
  readonly look: (word: string) => void;
}

/**
 * Walks over the words of a text as `wordsOf` gives them, without making each one a string. Gives how many
 * there are, or undefined, having looked at none, where the text is not plain ASCII.
 */
export function scanAscii(text: string, { mayBe, look }: Scan): number | undefined {
  const found: string[] = [];
  let count = 0;
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : space;
    if (code > 127) return undefined;
    if (isWordCode(code)) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      count += 1;
      const second = start + 1 < at ? lower(text.charCodeAt(start + 1)) : Number.NaN;
      if (mayBe(lower(text.charCodeAt(start)), second)) {
        found.push(text.slice(start, at).toLowerCase());
      }
      start = -1;
    }
  }
  for (const word of found) look(word);
  return count;
}

const space = 32;

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
