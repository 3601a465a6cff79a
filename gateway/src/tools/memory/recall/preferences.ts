/* Of each kind one is preferred at a time. */
const kinds = `
programming: python javascript typescript java rust ruby go golang kotlin swift php perl scala haskell elixir clojure lua julia c++ c#
editor: vim neovim emacs helix zed vscode sublime nano
system: linux windows macos ubuntu debian fedora arch
browser: firefox chrome safari edge brave vivaldi
language: english spanish french german italian portuguese chinese japanese norwegian dutch polish
drink: coffee tea espresso cappuccino latte cocoa water juice beer wine cola milk soda lemonade
colour: red blue green yellow purple black white pink orange brown grey gray turquoise
travel: train plane car bike bicycle bus ferry tram flying driving cycling walking
time: morning evening afternoon night noon
message: email mail phone call text sms chat letter slack signal whatsapp telegram
unit: metric imperial celsius fahrenheit
animal: cat dog
meat: beef pork chicken lamb fish tofu
side: rice pasta potato bread noodle
season: spring summer autumn fall winter
pay: cash card invoice
place: mountain beach sea city countryside
indent: tab space
meal: breakfast lunch dinner brunch
`;

const kindOfWord = new Map(
  kinds
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [kind = '', words = ''] = line.split(': ');
      return words.split(' ').map((word) => [word, kind] as const);
    }),
);

const mostWords = 3;
const joining =
  /\b(?:at|in|on|to|of|with|without|when|if|by|that|and|or|than|my|it|this|not|being|having)\b/i;

/**
 * What kind of thing is preferred: two of one kind cannot both be. Undefined where that cannot be told, as of
 * "tea" and "quiet", which may well be preferred side by side.
 */
export function preferredKind(thing: string): string | undefined {
  const words = thing.toLowerCase().split(' ');
  if (words.length > mostWords || joining.test(thing)) return undefined;
  const head = singular(words.at(-1) ?? '');
  const kind = kindOfWord.get(words.at(-1) ?? '') ?? kindOfWord.get(head);
  if (kind !== undefined) return kind;
  /* Window seats and aisle seats; but not "working late" and "sleeping late". */
  if (words.length > 1) return words[0]?.endsWith('ing') === true ? undefined : head;
  return /^\p{Lu}/u.test(thing) ? 'by name' : undefined;
}

function singular(word: string): string {
  return word.replace(/(?<!s)s$/, '');
}
