/* Controls aside from tab and newline, and the marks that turn the direction of text. */
const hidden = /(?![\t\n])\p{Cc}|\p{Bidi_Control}/gu;

/** Text from elsewhere, with everything in it made visible that a terminal would obey. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(hidden, escape);
}

/** The same on one line, cut to `maxChars`. */
export function printableLine(text: string, maxChars: number): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}

/** JSON that is safe to show: it says the same, with those characters escaped. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value ?? null, null, 2).replaceAll(hidden, escape);
}

/** The same on one line, for programs that read line by line. */
export function printableJsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(hidden, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
