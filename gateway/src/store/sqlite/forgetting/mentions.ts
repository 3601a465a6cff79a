/** A memory that is about to be forgotten. */
export interface Forgotten {
  readonly id: string;
  readonly text: string;
}

/** Tells records that say what was forgotten from those that do not. They are JSON, and JSON within JSON. */
export interface Mentions {
  /** The memory itself stands in it, or a text that is too long to be there by chance. */
  inAnyRecord(record: string | null): boolean;
  /** The same of a record of the memory intents, where a shorter text is no chance either. */
  inMemoryRecord(record: string | null): boolean;
}

/* Shorter texts are words that anybody may say. */
const tellingChars = 6;
const surelyTellingChars = 16;

/* An answer of an answer, capped: that is as deep as records go. */
const jsonDepth = 3;

export function createMentions(forgotten: readonly Forgotten[]): Mentions {
  const ids = new Set(forgotten.map(({ id }) => id));
  const texts = forgotten.map(({ text }) => text).filter(({ length }) => length >= tellingChars);
  const short = createTextFinder(texts.filter(({ length }) => length < surelyTellingChars));
  const long = createTextFinder(texts.filter(({ length }) => length >= surelyTellingChars));

  const inAnyRecord = (record: string | null): boolean =>
    record !== null && (namedMemories(record).some((id) => ids.has(id)) || long(record));
  return {
    inAnyRecord,
    inMemoryRecord: (record) => inAnyRecord(record) || (record !== null && short(record)),
  };
}

/** Ids of the memories that stand in a record with what they say. */
export function namedMemories(record: string): readonly string[] {
  if (!record.includes('mem_')) return [];
  return Array.from(record.matchAll(/"id\\*":\\*"(mem_\w+)/g), ([, id = '']) => id);
}

/* Looking for each text apart is the fastest as long as there are few. */
const fewTexts = 100;

function createTextFinder(texts: readonly string[]): (record: string) => boolean {
  if (texts.length > fewTexts) {
    const known = new Set(texts);
    return (record) => stringsIn(record).some((string) => known.has(string));
  }
  const written = [...new Set(texts.flatMap(waysToWrite))];
  return (record) => written.some((text) => record.includes(text));
}

/** A text as it stands in JSON, and in JSON that is a string of JSON. */
export function waysToWrite(text: string): readonly string[] {
  const ways = [text];
  for (let depth = 0; depth < jsonDepth; depth += 1) {
    ways.push(JSON.stringify(ways[depth]).slice(1, -1));
  }
  return [...new Set(ways)];
}

/* What stands between quotes, also in JSON that is a string of JSON, and in what was cut. */
function stringsIn(record: string): readonly string[] {
  return Array.from(record.matchAll(/"(?:[^"\\]|\\.)*"/g)).flatMap(([quoted]) => {
    const string = unquoted(quoted);
    return string.includes('"') ? [string, ...stringsIn(string)] : [string];
  });
}

function unquoted(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return ''; // no JSON after all
  }
}
