interface Wanted {
  readonly space: string;
  readonly terms: readonly string[];
  readonly tags: readonly string[];
}

/** The FTS5 query for memories of a space that carry every tag and any of the terms. */
export function memoryMatch({ space, terms, tags }: Wanted): string {
  const marks = [mark('s', space), ...tags.map((tag) => mark('t', tag))];
  const wanted = `marks : (${marks.map(quoted).join(' AND ')})`;
  if (terms.length === 0) return wanted;
  const words = [...new Set(terms)].map(quoted).join(' OR ');
  return `${wanted} AND {text tags speaker} : (${words})`;
}

/* As the view `memory_words` writes them. */
function mark(kind: 's' | 't', text: string): string {
  return `${kind}${Buffer.from(text.toWellFormed()).toString('hex')}0`;
}

/** An FTS5 string: whatever stands in it is text, never syntax. A NUL would end the query early. */
function quoted(text: string): string {
  return `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`;
}
