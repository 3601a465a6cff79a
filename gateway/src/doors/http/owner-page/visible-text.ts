import { html, type Html } from '../html.ts';

/*
 * What is there and cannot be seen, or changes how the rest is seen: controls, marks of direction,
 * zero-width and tag characters, what no font has, and every space but the plain one.
 */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;
const pieces = new RegExp(`(${hidden.source})`, 'u');

/** Text from elsewhere, to the letter: each hidden character stands in a box of its own. */
export function visible(text: string): Html {
  return html`${text.split(pieces).map((piece) => (isHidden(piece) ? boxed(piece) : html`${piece}`))}`;
}

function isHidden(piece: string): boolean {
  return hidden.test(piece);
}

/* The line still breaks where the text breaks it, behind the mark. */
function boxed(character: string): Html {
  const mark = html`<mark title="${nameOf(character)}">${markOf(character)}</mark>`;
  return character === '\n' ? html`${mark}${'\n'}` : mark;
}

function nameOf(character: string): string {
  return `U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}`;
}

const shortMarks: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** The escape by which a JSON text would write it. */
function markOf(character: string): string {
  const code = codeOf(character);
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return shortMarks[character] ?? `\\u${hex.padStart(4, '0')}`;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
