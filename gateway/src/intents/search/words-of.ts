import { stemmer } from 'stemmer';

const stopWords = new Set(
  (
    'a an and are as at be been being but by can could did do does for from had has have he her him his how i if in is ' +
    'it its me my of on or our out please she so some that the their them then there these they this those to us was ' +
    'we were what which who whom will with would you your let lets just any also not dont about into than too very ' +
    'using via every each all am im ill ive id didnt doesnt cant wont isnt arent like need want wants one up'
  ).split(' '),
);

/* What is written as one word or several, or shortened; and what stands for its kind, whatever its name. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/['’](?:s|re|m|ll|ve|d)\b/g, ''],
  [/n['’]t\b/g, ' not'],
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
  [/\bmrs?\b(?!\.)/g, 'merge request'],
  [/\bon[- ]call\b/g, 'oncall'],
  [/\bout[- ]of[- ]office\b|\booo\b/g, 'vacation responder'],
  [/\bset(?:ting)? up\b/g, 'setup'],
  [/\blook(?:ing)? up\b/g, 'search'],
  [/\bsign(?:ed|ing)? up\b/g, 'register'],
  [/\bopen(?:ing)? up\b/g, 'open'],
  [/\bput (?:together)\b/g, 'combine'],
  [/\bput (.{0,30}?)\btogether\b/g, 'combine $1'],
  [
    /\b(?:throw|put|get|take|clear|tear|tore|threw) (.{0,40}?)\b(?:away|rid of|down)\b/g,
    'delete $1',
  ],
  [/\bget rid of\b/g, 'delete'],
  [/\b(?:get|take) (?:me|us) off\b/g, 'unsubscribe remove'],
  [/\btake off\b/g, 'remove'],
  [/\btick(?:ed)? off\b|\bcross off\b/g, 'complete tick'],
  [
    /\bwrite down\b|\bwrite (?:it|this|that) down\b|\bnote down\b|\bjot down\b/g,
    'record write log',
  ],
  [/\b(?:is|are|went) down\b/g, 'outage incident'],
  [/\bbring back\b/g, 'restore'],
  [/\bsay yes to\b/g, 'approve accept'],
  [/\bsay no to\b/g, 'decline reject'],
  [/\b\d{1,2}(?::\d\d)? ?(?:am|pm)\b|\b\d{1,2}:\d\d\b/g, 'time'],
  [/\bhow (?:big|large)\b/g, 'size'],
  [/\bhow long does it take to (?:drive|get|walk|go|travel|cycle)\b/g, 'direction travel time'],
  [/\bshares\b/g, 'stock'],
  [/\bhow (?:long|far)\b/g, 'distance duration time'],
  [/\bhow (?:hot|cold|warm)\b/g, 'temperature weather'],
  [/\bhow (?:old)\b/g, 'age date'],
  [/\bhow often\b/g, 'count frequency'],
  [/\bwho (?:is|are) (?:on|off|out|away)\b/g, 'who out away leave'],
  [/\bput on\b/g, 'play'],
  [/\bpass (.{0,30}?)\bon\b/g, 'forward $1'],
  [/\bgive (.{0,30}?)\baccess\b/g, 'share access $1'],
  [/\b[a-z]{2}\d{2,4}\b/g, 'flight number'],
  [/\bhand (.{0,30}?)\bover\b/g, 'assign $1'],
  [/\bturn(?:ed|ing)? (\w+ )?(on|off)\b/g, 'turn $1 $2 switch turn$2'],
  [/\bswitch(?:ed|ing)? (.{0,30}?)\b(on|off)\b/g, 'switch $1 turn turn$2'],
  [/\bkick(?:ed|ing)? off\b/g, 'start trigger'],
  [/\bstack trace/g, 'stacktrace'],
  [/\b(?:roll(?:ed|ing)?[- ](?:it )?back|go back to)\b/g, 'rollback'],
  [/\bthumbs? (?:up|down)\b/g, 'thumbs reaction'],
  [/\bhow much (?:is|are|does|do|would|will)\b/g, 'price cost'],
  [/\bhow (?:many|much)\b/g, 'count amount'],
  [/\bhow do i get\b/g, 'direction route'],
  [/\bwhere (?:is|are)\b/g, 'where location track'],
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
  /* Who asks whether something is so asks for its state. */
  [/^(?:is|are) there\b|^any\b/, 'search list'],
  [/^(?:is|are)\b(?! there)/, 'state status'],
];

/** The words of a request or a description: in lower case, shortenings written out, without those that say nothing. */
export function wordsOf(text: string): string[] {
  return replaceAll(plainOf(text), spellings)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !stopWords.has(word) && !/^\d+$/.test(word));
}

/** The same for what somebody asks for, where a noun in front may be a verb. */
export function wordsOfRequest(text: string): string[] {
  return wordsOf(replaceAll(plainOf(text).trim(), asVerbs));
}

/* `callBack` and `max_results` are two words each. */
function plainOf(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function replaceAll(text: string, by: readonly (readonly [RegExp, string])[]): string {
  return by.reduce((written, [pattern, instead]) => written.replace(pattern, instead), text);
}

/** What different forms of a word have in common. */
export function stemOf(word: string): string {
  return stemmer(word);
}
