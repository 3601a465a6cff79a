import { isProduct } from './product-topics.ts';
import type { AskedWord } from './read-request.ts';
import { knownStems } from './related-words.ts';

/* Who names a product wants what it can do. */
const wholeServer = 2;
/* Named with the intent, or only with its neighbours. */
const inWords = 1.05;
const nearby = 1.2;
const shortestShortening = 4;
const saysItself = 0.5;

/** Where products may be named. */
export interface Named {
  readonly serverStems: readonly string[];
  readonly holds: (stem: string) => boolean;
  readonly isNear: (stem: string) => boolean;
}

/** How much better an intent fits by the products that the words name. */
export function createProductFit(
  words: readonly AskedWord[],
  servers: ReadonlySet<string>,
): (named: Named) => number {
  const literal = new Set(
    words.filter(({ weight }) => weight > saysItself).map(({ stem }) => stem),
  );
  const products = words
    .filter((word) => word.weight === 1 && !word.isAction && namesProduct(word, servers))
    .map(({ stem }) => stem);
  return ({ serverStems, holds, isNear }) => {
    const namesIt = (own: string) => products.some((said) => isNameOf(said, own));
    const said = serverStems.filter((own) => literal.has(own) || namesIt(own)).length;
    const share = said / Math.max(1, serverStems.length);
    const isWhole = share === 1 && serverStems.length > 1;
    if (isWhole || serverStems.some(namesIt)) return 1 + (wholeServer - 1) * share;
    if (products.some(holds)) return inWords;
    return products.some(isNear) ? nearby : 1;
  };
}

/* A word that only servers use is a name, like that of a product that everybody knows. */
function namesProduct(asked: AskedWord, servers: ReadonlySet<string>): boolean {
  const { word, stem, isName } = asked;
  if (isProduct(word, isName)) return true;
  if (knownStems().has(stem) || word.length < shortestShortening) return false;
  return [...servers].some((own) => isNameOf(stem, own));
}

/* `mongo` is mongodb. */
function isNameOf(said: string, own: string): boolean {
  return said === own || (said.length >= shortestShortening && own.startsWith(said));
}
