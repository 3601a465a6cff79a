/** What somebody says, and what is only quoted in it: what something is called, or what is to be said. */
export interface SpokenAndContent {
  readonly spoken: string;
  readonly content: string;
}

/* The last group is the content, the one before it stays. */
const quotations: readonly RegExp[] = [
  /()["“”]([^"“”]{1,300})["“”]/g,
  /(^|\s)['‘]([^'’]{2,200})['’](?=[\s.,?!]|$)/g,
  /\b((?:that|which) says|saying|with the (?:text|message|title|subject|name|note|caption|comment))\b:? (.+)$/gi,
  /\b(called|named|titled)(?! (?:about|me|us|him|her|them|to|in|from|and|because)\b) (.+?)(?= (?:in|on|at|to|for|with|from|into)\b|[,.!?]|$)/gi,
  /^((?:please |can you |could you )?(?:tell|let|inform|notify|remind|message|text|ping|ask|warn) [^,.]{2,40}?) that (.+)$/gi,
];

/** Takes what is quoted out of a request. */
export function contentApart(text: string): SpokenAndContent {
  const content: string[] = [];
  const spoken = quotations.reduce(
    (rest, quotation) =>
      rest.replace(quotation, (_, before: string, quoted: string) => {
        content.push(quoted);
        return `${before} `;
      }),
    text,
  );
  return { spoken, content: content.join(' . ') };
}
