/**
 * The last look at a line of JSON before it is written: masks what has the form of a secret, whatever
 * field it stands in, and escapes what a terminal or a viewer of logs would act on.
 */
export function cleanLine(line: string): string {
  return line.replace(secretForm, '$1[redacted]').replace(activeCharacter, escaped);
}

const secretForm = /\b(tutti_|whsec_|[Bb]earer )[\w+/=.~-]{12,}/g;

/* JSON leaves these as they are: C1 controls, line separators, overrides of the direction of text. */
const activeCharacter = /[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
