import { preferredKind } from './preferences.ts';

/** One thing that is said about one thing: of two that say different things about the same, only one can hold. */
export interface Statement {
  /** Who or what, and which of its sides: "i home", "my phone number". */
  readonly about: string;
  readonly says: string;
}

interface Pattern {
  /** One of these stands in every sentence that the expression fits: looked for first, as it is much faster. */
  readonly hints: readonly string[];
  readonly finds: RegExp;
  /** Names of groups in braces stand for what they found, `{kind}` for the kind of what is preferred. */
  readonly about: string;
  /** Default: the group `says`. */
  readonly says?: string;
}

const name = String.raw`\p{Lu}[\p{L}'-]+`;
const who = String.raw`(?<who>\b(?:I|[Ww]e|[Mm]y [\p{L}-]+|${name}))`;
const lately =
  '(?: (?:now|currently|just|recently|finally|still|again|really|mostly|usually|always|actually|much|nowadays))*';
const am = String.raw`(?:'m|'re|'s| am| is| are)`;
const have = String.raw`(?:(?:'ve|'s| have| has)?${lately})`;
const word = String.raw`[\p{L}\p{N}'-]+`;
/* Things that have one value at a time. */
const thing = `(?:name|surname|nickname|number|phone|address|e-?mail|birthday|code|pin|PIN|password|passphrase|job|title|age|size|weight|height|salary|budget|deadline|timezone|plate|username|IBAN)`;
const person = `(?:wife|husband|partner|girlfriend|boyfriend|boss|manager|doctor|dentist|landlord|landlady|therapist|flatmate|roommate|lawyer|teacher)`;
const likes = `(?<how>use|like|love|eat|drink|smoke|speak|play)`;

function pattern(hints: string, finds: string, about: string, says?: string): Pattern {
  return {
    hints: hints.split('|'),
    finds: new RegExp(finds, 'u'),
    about,
    ...(says !== undefined && { says }),
  };
}

/* English only, and only the plainest ways to say a thing: what is not understood is no statement. */
const patterns: readonly Pattern[] = [
  // I live in Oslo · we are now living in Oslo
  pattern(
    ' live| living',
    `${who}${am}?${lately} (?:lives?|living)${lately} (?:in|at) (?<says>.+)`,
    '{who} home',
  ),
  // I moved from Oslo to Bergen in May
  pattern(
    'moved|relocated',
    `${who}${have} (?:moved|relocated)(?: back| away)?(?: from .+?)? to (?<says>.+)`,
    '{who} home',
  ),
  // I work at Acme · I started at Acme · I work as a nurse
  pattern(
    ' work| started',
    `${who}${am}?${have} (?:works?|working|started)${lately} (?:at|for) (?<says>.+)`,
    '{who} employer',
  ),
  pattern(
    ' as ',
    `${who}${am}?${lately} (?:works?|working)${lately} as (?<says>.+)`,
    '{who} occupation',
  ),
  // my favourite colour is green
  pattern(
    'favo|preferred',
    `(?<who>\\b[Mm]y) (?:favou?rite|preferred) (?<thing>.+?) (?:is|are)${lately} (?<says>.+)`,
    'favourite {thing}',
  ),
  // I use Vim for notes · I prefer Python for scripts
  pattern(
    ' for ',
    `${who}${lately} (?:prefers?|uses?) (?<says>.+?) for (?<thing>.+)`,
    '{who} use for {thing}',
  ),
  // I prefer tea to coffee · I prefer window seats · I like Python best
  pattern(
    'prefer',
    `${who}${lately} prefers? (?<says>(?:(?! for ).)+?)(?:,? (?:over|to|rather than|instead of) .+)?$`,
    '{who} prefer {kind}',
  ),
  pattern(
    ' best| most| better',
    `${who}${lately} (?:like|love)s? (?<says>(?:(?! for ).)+?)(?: the)? (?:best|most|better(?: than .+)?)$`,
    '{who} prefer {kind}',
  ),
  // I use Vim · I stopped using Vim · I don't eat meat · I no longer smoke
  pattern(
    'use|like|love|eat|drink|smoke|speak|play',
    `${who}${lately} ${likes}s? (?<thing>(?:(?! for ).)+)$`,
    '{who} {how} {thing}',
    'yes',
  ),
  pattern(
    "n't| not |never|no longer",
    `${who} (?:don't|doesn't|do not|does not|never|no longer)${lately} ${likes} (?<thing>.+?)(?: any ?more)?$`,
    '{who} {how} {thing}',
    'no',
  ),
  pattern(
    ' from ',
    `${who}${have} (?:switched|changed) from (?<thing>.+?) to .+`,
    '{who} use {thing}',
    'no',
  ),
  pattern(
    ' using ',
    `${who}${have} (?:stopped|quit) using (?<thing>.+)`,
    '{who} use {thing}',
    'no',
  ),
  // my phone number is 123 · the code of the garage is 4711 · my dog's name is Rex
  pattern(
    ' is ',
    `(?<who>\\b(?:[Mm]y|[Oo]ur|[Tt]he)) (?<thing>(?:${word} ){0,3}?${thing}(?: (?:of|for|to) ${word}(?: ${word}){0,3}?)?) is${lately} (?<says>.+)`,
    '{who} {thing}',
  ),
  // my dentist is Berta · my wife is called Ada
  pattern(
    ' is ',
    `(?<who>\\b(?:[Mm]y|[Oo]ur)) (?:new )?(?<thing>${person}) is(?: now)?(?: (?:called|named))? (?<says>\\p{Lu}.*)`,
    '{who} {thing}',
  ),
  // the router is in the attic · my appointment is on Friday
  pattern(
    ' is | are ',
    `(?<who>\\b(?:[Mm]y|[Oo]ur|[Tt]he)) (?<thing>${word}(?: ${word}){0,3}?) (?:is|are)${lately} (?<how>in|at|on|under|behind|inside) (?<says>.+)`,
    '{who} {thing} is',
  ),
  // I am 42 years old · I am vegan · I am married
  pattern('0|1|2|3|4|5|6|7|8|9', `${who}${am}${lately} (?<says>\\d+)(?: years old)?$`, '{who} age'),
  pattern(
    'vegan|vegetarian|pescatarian',
    `${who}${am}${lately} (?:an? )?(?<says>vegan|vegetarian|pescatarian)\\b`,
    '{who} diet',
  ),
  pattern(
    'married|single|divorced|engaged|widowed',
    `${who}${am}${lately} (?<says>married|single|divorced|engaged|widowed)\\b`,
    '{who} marriage',
  ),
];

const longestSentenceChars = 300;
const mostSentences = 30;

/** What a text says about things that have one value at a time. */
export function statementsOf(text: string): readonly Statement[] {
  return sentencesOf(text).flatMap((sentence) =>
    patterns.flatMap((each) => {
      if (!each.hints.some((hint) => sentence.includes(hint))) return [];
      const groups = each.finds.exec(sentence)?.groups;
      if (!groups) return [];
      const says = each.says ?? valueOf(groups['says']);
      const about = aboutOf(each, groups);
      return says === '' || about === undefined ? [] : [{ about, says }];
    }),
  );
}

type Groups = Readonly<Record<string, string | undefined>>;

function aboutOf({ about }: Pattern, groups: Groups): string | undefined {
  const kind = about.includes('{kind}')
    ? preferredKind((groups['says'] ?? '').replace(tails, '').trim())
    : '';
  if (kind === undefined) return undefined;
  const found: Groups = { ...groups, kind };
  return about.replaceAll(/\{(\w+)\}/g, (_, group: string) => plain(found[group]));
}

/** Whether only one of two statements can hold: they say different things about the same. */
export function isContradiction(one: Statement, other: Statement): boolean {
  if (one.about !== other.about || one.says === other.says) return false;
  const [a, b] = [` ${one.says} `, ` ${other.says} `];
  return !a.includes(b) && !b.includes(a);
}

/** Whether a text says something that cannot hold beside one of the statements. */
export function contradictsAny(statements: readonly Statement[], text: string): boolean {
  if (statements.length === 0) return false;
  return statementsOf(text).some((other) => statements.some((one) => isContradiction(one, other)));
}

function sentencesOf(text: string): readonly string[] {
  return text
    .replaceAll('’', "'")
    .split(/(?<=[\p{Ll}\p{N}][\p{Ll}\p{N})"'][.!?])\s+|[;\n]+/u)
    .slice(0, mostSentences)
    .map((sentence) => sentence.trim().replace(/[.!]+$/, ''))
    .filter(({ length }) => length > 0 && length <= longestSentenceChars)
    .filter((sentence) => !sentence.endsWith('?'));
}

/* What follows says when, why or with whom, and no more what. */
const tails =
  /(?:,| (?:in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|\d{4})|last|this|next|since|because|but|and|with|when|until|now|today|again|these days|at the moment|a (?:week|month|year)|for (?:a|the|\d|many|some)|anymore|years? ago)\b).*$/u;

function valueOf(found = ''): string {
  return plain(found).replace(tails, '').trim();
}

function plain(found = ''): string {
  return found
    .toLowerCase()
    .replaceAll(/["()]/g, '')
    .replace(/^(?:a|an|the) /, '')
    .trim();
}
