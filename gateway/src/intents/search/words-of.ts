/** Words that every sentence has. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been being but by can could did do does for from had has have he her him his how i if in is ' +
    'it its me my of on or our out please she so some that the their them then there these they this those to us was ' +
    'we were what which who whom will with would you your let lets just any also not dont about into than too very ' +
    'using via every each all am im ill ive id didnt doesnt cant wont isnt arent like need want wants one up'
  ).split(' '),
);

/* What is written as one word or several, or shortened; and what stands for its kind, whatever its name. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\bdocker-compose(?:\.ya?ml)?/g, 'docker compose'],
  [/['’](?:s|re|m|ll|ve|d)\b/g, ''],
  [/\bcan['’]?t\b|\bcannot\b/g, 'ca not'],
  [/\b(do|does|did|is|are|was|has|have|had|wo|would|should|could)n['’]?t\b/g, '$1 not'],
  [/\bhttps?:\/\/\S+/g, 'url link web page'],
  [/#\d+/g, ' '],
  [/#[a-z][\w-]*/g, 'channel'],
  [/\b[a-z]{2,10}-\d{1,6}\b/g, 'ticket issue'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, 'ip address'],
  [/(?:^|\s)\+\d{4,}/g, ' phone number'],
  [/\S+@\S+\.\w+/g, 'email address'],
  [/\S+\.(?:txt|md|docx?|csv|json|log|ya?ml|py|js|ts|zip)\b/g, 'file'],
  [/\S+\.(?:pdf)\b/g, 'pdf file'],
  [/\S+\.(?:png|jpe?g|gif)\b/g, 'image file'],
  [/\S+\.(?:xlsx?)\b/g, 'spreadsheet file'],
  [/\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|example)\b/g, 'domain website'],
  [/\b[a-z][\w.-]+\/[a-z][\w.-]+\b/g, 'repository'],
  [/\b(?:e-mail|e mail)(s?)\b/g, 'email$1'],
  [/\bto-?dos?\b|\bto do list\b/g, 'todo'],
  [/\bprs?\b/g, 'pull request'],
  [/\bon[- ]call\b/g, 'oncall'],
  [/\bout[- ]of[- ]office\b|\booo\b/g, 'vacation responder'],
  [/\b(?:at |by |until |till |from )?(?:\d{1,2}(?::\d\d)? ?(?:am|pm)\b|\d{1,2}:\d\d\b)/g, ' '],
  [
    /\b\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{4}\b/g,
    'date',
  ],
  [/\bshares\b/g, 'stock'],
  [/\b[a-z]{2}\d{3,4}\b/g, 'flight number'],
  [/\d+(?:[.,]\d+)? ?%/g, ' percent '],
  [/\b\d+ ?[+*/^] ?\d+/g, ' calculate '],
  [
    /\b(\w+) to (pdf|docx|csv|xlsx|jpe?g|png|mp3|mp4|json|markdown|html|webp|svg)\b/g,
    '$1 convert $2',
  ],
  [/\bturn(?:ed|ing)? (\w+ )?(on|off)\b/g, 'turn $1 $2 switch turn$2'],
  [/\bswitch(?:ed|ing)? (.{0,30}?)\b(on|off)\b/g, 'switch $1 turn turn$2'],
  [/\bk8s\b/g, 'kubernetes'],
  [/\bnews\b/g, 'headlines'],
];

/* Nouns that stand first mean what is done with them. */
const asVerbs: readonly (readonly [RegExp, string])[] = [
  [/^(?:please )?(?:email|mail)\b/, 'send email'],
  [/^(?:please )?text\b/, 'send sms'],
  [/^(?:please )?(?:message|dm|ping)\b/, 'send message'],
  [/^(?:please )?(?:call|phone|ring)\b/, 'make call phone'],
  [/^(?:please )?whatsapp\b/, 'send whatsapp message'],
  [/^(?:please )?tweet\b/, 'post tweet'],
  [/^(?:please )?google\b/, 'search web'],
  [/^(?:please )?file\b/, 'create'],
  [/^(?:please )?book\b/, 'book create'],
  [/^(?:please )?schedule\b/, 'schedule create'],
  [/^(?:please )?bill\b/, 'create invoice'],
  [/^(?:please )?draw\b/, 'generate draw'],
  [/^(?:please )?page (?!\d)/, 'trigger incident page '],
  [/^(?:please )?note\b/, 'write note'],
  [/^(?:please )?log\b/, 'record log'],
];

/** The words of a name or a description: in lower case, shortenings written out, without those that say nothing. */
export function wordsOf(text: string): string[] {
  return tokensOf(replaceAll(partsOf(text).toLowerCase(), spellings)).filter(
    (word) => !stopWords.has(word) && !/^\d+$/.test(word),
  );
}

/** A clause of a request with its shortenings written out, where a noun in front may be a verb. */
export function writtenOut(clause: string): string {
  return replaceAll(replaceAll(clause.trim(), asVerbs), spellings);
}

/** The words of a text as they stand. */
export function tokensOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** `callBack` and `max_results` are two words each; one that is `known` as it stands stays whole. */
export function partsOf(text: string, known?: (word: string) => boolean): string {
  return text
    .replace(/\p{L}+/gu, (word) => {
      if (known?.(word.toLowerCase())) return word;
      const parts = word
        .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
        .replace(/(\p{Lu}{2,})(\p{Lu}\p{Ll}{2,})/gu, '$1 $2');
      return !known && /^\p{Lu}\S* \S+$/u.test(parts) ? `${parts} ${word}` : parts;
    })
    .replaceAll('_', ' ');
}

function replaceAll(text: string, by: readonly (readonly [RegExp, string])[]): string {
  return by.reduce((written, [pattern, instead]) => written.replace(pattern, instead), text);
}
