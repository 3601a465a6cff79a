interface Wanted {
  /** Words that must be there, as `mark` makes them. */
  readonly marks: readonly string[];
  /** Of each of these, any of its forms. */
  readonly terms: readonly (readonly string[])[];
}

/** The FTS5 query for memories that carry every mark and every term; at least one of either is needed. */
export function memoryMatch({ marks, terms }: Wanted): string {
  const wanted = marks.length > 0 ? [`marks : (${marks.map(quoted).join(' AND ')})`] : [];
  for (const forms of terms) {
    wanted.push(`{text bigrams labels} : (${forms.map(quotedTerm).join(' OR ')})`);
  }
  return wanted.join(' AND ');
}

/** As the view `memory_words` writes them: a space, a tag, a speaker. */
export function mark(kind: 's' | 't' | 'p', text: string): string {
  return `${kind}${Buffer.from(text.toWellFormed()).toString('hex')}0`;
}

/* A term that ends in * asks for the beginning of a word; the star stands outside of what is quoted. */
function quotedTerm(term: string): string {
  return term.length > 1 && term.endsWith('*') ? `${quoted(term.slice(0, -1))} *` : quoted(term);
}

/** An FTS5 string: whatever stands in it is text, never syntax. A NUL would end the query early. */
function quoted(text: string): string {
  return `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`;
}
