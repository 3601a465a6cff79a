interface HiddenKind {
  readonly pattern: RegExp;
  readonly says: string;
}

/* A person who confirms must see what a shell will see; nothing here is needed in an honest command. */
const kinds: readonly HiddenKind[] = [
  { pattern: /(?![\t\n])\p{Cc}/u, says: 'a control character' },
  { pattern: /\p{Bidi_Control}/u, says: 'a mark that turns the direction of text' },
  { pattern: /(?! )[\p{Zs}\p{Zl}\p{Zp}]/u, says: 'an odd space that a shell does not split at' },
  { pattern: /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u, says: 'an invisible character' },
  { pattern: /[\p{Cs}\p{Co}\p{Cn}]/u, says: 'a character that has no meaning' },
  { pattern: /[！-～]/u, says: 'a full-width letter that looks like a plain one' },
];

/* Words of one script are fine in any script; letters of two in one run are there to be taken for others. */
const mixedScripts =
  /[\p{Script=Latin}](?=[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}])|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}](?=[\p{Script=Latin}])/u;

/* Dashes that look like the one that begins an option. */
const falseDash = /(^|[\s;|&])[\u2010-\u2015\u2212\uFE58\uFE63]/u;

/** Names the first thing in a command that a reader would not see or take for something else. */
export function findHiddenCharacter(text: string): string | undefined {
  if (/^[\t\n\x20-\x7e]*$/.test(text)) return undefined;
  for (const { pattern, says } of kinds) {
    const found = pattern.exec(text);
    if (found) return `${says} (${codePointOf(found[0])})`;
  }
  if (mixedScripts.test(text)) return 'letters of two scripts in one word';
  if (falseDash.test(text)) return 'a dash that only looks like "-"';
  return undefined;
}

function codePointOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hex.padStart(4, '0')}`;
}
