import { isAction, isTelling } from './related-words.ts';
import { stemOf } from './stem-of.ts';

/** Who asks wants to be told something, who orders wants something done; open where the words do not say. */
export type Mood = 'asks' | 'orders' | 'open';

const mostPolite = 4;

/* What is said before what is wanted. */
const politeness = new RegExp(
  `^(?:${[
    '(?:hey|hi|hello|ok|okay|please|pls|kindly|so|and|also|now|then|quickly|just|maybe)[ ,]+',
    '(?:can|could|would|will) (?:you|we|u|i) (?:please |just |also |quickly )?',
    '(?:i|we) (?:really )?(?:want|need|would like|have|wanna|got) (?:you )?to ',
    "(?:i|we)['’]?d (?:like|love|want) (?:you )?to ",
    "i['’]?d like ",
    "let['’]?s ",
    'help (?:me|us) (?:to )?',
    'go ahead and ',
    '(?:we|i|you|it) (?:should|must|could|can) ',
    'is it possible to ',
    'is there a way to ',
    'would you mind ',
    'do me a favou?r and ',
    'make sure (?:to )?',
    'remember to ',
    "(?:i am|i['’]?m|we['’]?re) (?:trying|looking|hoping|going) to ",
    'time to ',
  ].join('|')})`,
);

const question =
  /^(?:(?:in|on|at|for|to|from|with|by|since|until|of) (?=what|which|whom|when|how))?(?:what|whats|which|who|whos|whose|whom|where|wheres|when|whens|why|how|hows|is|are|was|were|am|did|does|do|has|have|had|any|anything|anyone|anybody|got any|should|will)\b/;
const wantsToBeTold =
  /^(?:give|tell|send|get|bring|show|find|let) (?:me|us)\b(?! (?:know )?(?:when|if|as soon))/;
/* To open what holds something is to read it; to open a door is not. */
const opensWhatIs =
  /^open (?:the|my|that|this|those|these|our|his|her|last|all|whole)\b(?!.*\b(?:doors?|gates?|garage|windows?|blinds?|curtains?|shutters?|valves?|locks?|ports?)\b)/;
/* To get something done is no question. */
const getsDone = /^get (?:\S+ ){1,4}(?:\w{3,}ed|done|sent|paid|built|made|written)\b/;
const toMe = /^(?:please )?(?:send|bring|give|show|tell) (?:me|us) (?!up|off|out|when|if|as soon)/;

/** The clauses of a request in lower case, each without its politeness. */
export function clausesOf(text: string): readonly string[] {
  return withoutPoliteness(text)
    .split(/[.,;:!?]+(?:\s+|$)|\s+[-–—]+\s+/)
    .map((clause) => withoutPoliteness(clause.trim()))
    .filter((clause) => clause !== '');
}

/** A clause without the verb that only says that somebody wants to be told. */
export function withoutAsking(clause: string): string {
  return clause.replace(toMe, '');
}

/** What the first clause wants that says it. */
export function moodOf(clauses: readonly string[]): Mood {
  for (const clause of clauses) {
    const verb = stemOf(/^\p{L}+/u.exec(clause)?.[0] ?? '');
    if (getsDone.test(clause)) return 'orders';
    const asks = question.test(clause) || wantsToBeTold.test(clause) || opensWhatIs.test(clause);
    if (asks || isTelling(verb)) return 'asks';
    if (isAction(verb, true)) return 'orders';
  }
  return 'open';
}

function withoutPoliteness(text: string): string {
  let rest = text.trim();
  for (let n = 0; n < mostPolite; n += 1) rest = rest.replace(politeness, '');
  return rest;
}
