import { once } from '../../platform/once.ts';
import { productsAToL } from './lexicon/products-a-to-l.ts';
import { productsMToZ } from './lexicon/products-m-to-z.ts';

const topicsOf = once(
  () =>
    new Map<string, readonly string[]>(
      [productsAToL, productsMToZ]
        .flatMap((list) => list.trim().split('\n'))
        .map((line) => line.split(' '))
        .map(([product = '', ...words]) => [product, words]),
    ),
);

/** The words of the trade of a product; none where it is not known. */
export function topicsOfProduct(product: string): readonly string[] {
  return topicsOf().get(product) ?? [];
}

/* Everyday words as well: who says one of them need not mean the product. */
const everyday = new Set(
  (
    'git signal teams time drive box home light maps weather fetch memory graph finance translate travel ' +
    'shipping fitness pdf calendar filesystem hue sheets line meet matrix docs slides word keep craft ' +
    'height planner shortcut plane things square wise sage close copper outreach segment analytics buffer ' +
    'threads pocket bear ghost medium front drift crisp make canvas classroom here bolt ring nest fly ' +
    'render railway neon ramp lever printer bank library school clinic hospital crm erp hr helpdesk wms ' +
    'ci ssh shell terminal desktop windows ocr booking guardian yahoo epic cups bing house apple ' +
    'reminders knowledge iam loom otter steam chess unity flux consul harbor burp mermaid whisper ' +
    'replicate harvest sanity assistant lambda dwh mural'
  ).split(' '),
);

/** Whether the word is the name of a product: an everyday word only where it is written like a name. */
export function isProduct(word: string, isName: boolean): boolean {
  return topicsOf().has(word) && (isName || !everyday.has(word));
}
