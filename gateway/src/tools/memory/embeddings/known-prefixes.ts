interface Prefixes {
  readonly queryPrefix: string;
  readonly documentPrefix: string;
}

const none: Prefixes = { queryPrefix: '', documentPrefix: '' };
const passages = 'Represent this sentence for searching relevant passages: ';

/* As the cards of these models say. Without them they tell questions and answers apart much worse. */
const known: readonly (readonly [RegExp, Prefixes])[] = [
  [/nomic-embed/i, { queryPrefix: 'search_query: ', documentPrefix: 'search_document: ' }],
  [/(^|[-/])e5-(small|base|large)/i, { queryPrefix: 'query: ', documentPrefix: 'passage: ' }],
  [
    /embedding-?gemma/i,
    { queryPrefix: 'task: search result | query: ', documentPrefix: 'title: none | text: ' },
  ],
  [/bge-(small|base|large)-en/i, { ...none, queryPrefix: passages }],
  [/mxbai-embed|snowflake-arctic-embed(?!.*v2|2)/i, { ...none, queryPrefix: passages }],
  [
    /qwen3-embedding/i,
    {
      ...none,
      queryPrefix: 'Instruct: Given a question, retrieve memories that answer it\nQuery: ',
    },
  ],
];

/** What a model wants before questions and before what is remembered, as far as that is known of it. */
export function knownPrefixes(model: string): Prefixes {
  return known.find(([name]) => name.test(model))?.[1] ?? none;
}
