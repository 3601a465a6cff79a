import type { JsonObject } from '../../platform/json.ts';
import { controls } from '../../platform/strip-controls.ts';

const signs: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:previous|prior|above|earlier|all)\b.{0,40}\b(?:instructions?|rules?|prompts?)\b/i,
    'tells the assistant to ignore its instructions',
  ],
  [
    /\b(?:do not|don't|never|without)\b.{0,40}\b(?:tell|inform|mention|notify|show|ask)\w*\b.{0,40}\b(?:user|owner|human|person)\b/i,
    'tells the assistant to keep something from the user',
  ],
  [
    /<\s*(?:important|system|secret|instructions?|critical)\b/i,
    'has tags that address the assistant',
  ],
  [
    /(?:~\/|\/home\/|\/etc\/|\.)(?:ssh|aws|env|passwd|shadow|netrc|cursor\/mcp\.json|npmrc)\b|\bid_(?:rsa|ed25519)\b/i,
    'names files that hold secrets',
  ],
  [
    /\b(?:before|after|instead of|whenever|every time)\b.{0,40}\b(?:using|calling|use|call)\b.{0,40}\b(?:any|other|another|all)\b.{0,30}\btools?\b/i,
    'wants a say in the use of other tools',
  ],
  [/[A-Za-z0-9+/]{200,}={0,2}/, 'has a long piece of encoded text'],
];

/** What the owner should look at in a definition before accepting it: hidden text, and words that are meant for the assistant. */
export function toolWarnings(definition: JsonObject): readonly string[] {
  const texts = textsIn(definition);
  const hidden = texts.some((text) => controls.isDirty(text));
  const found = signs.filter(([sign]) => texts.some((text) => sign.test(text.slice(0, 50_000))));
  return [
    ...(hidden ? ['has characters that are not shown; they are taken out'] : []),
    ...found.map(([, warning]) => warning),
  ];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}
