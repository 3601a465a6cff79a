/* Forms that no stemmer relates, as "form form …: word"; the word is what is looked for and found. */
const irregular = `
went gone goes: go
bought: buy
thought: think
taught: teach
caught: catch
brought: bring
fought: fight
sought: seek
made: make
took taken: take
gave given: give
got gotten: get
came: come
became: become
saw seen: see
knew known: know
grew grown: grow
drew drawn: draw
flew flown: fly
threw thrown: throw
wrote written: write
drove driven: drive
rode ridden: ride
rose risen: rise
chose chosen: choose
spoke spoken: speak
broke broken: break
woke woken: wake
stole stolen: steal
froze frozen: freeze
wore worn: wear
tore torn: tear
swore sworn: swear
bore born borne: bear
began begun: begin
sang sung: sing
rang rung: ring
swam swum: swim
drank drunk: drink
ran: run
won: win
met: meet
led: lead
fed: feed
read: read
held: hold
told: tell
sold: sell
found: find
stood: stand
understood: understand
felt: feel
kept: keep
slept: sleep
left: leave
lost: lose
meant: mean
dealt: deal
sent: send
spent: spend
built: build
lent: lend
bent: bend
paid: pay
heard: hear
ate eaten: eat
fell fallen: fall
forgot forgotten: forget
forgave forgiven: forgive
hid hidden: hide
bit bitten: bite
shook shaken: shake
sat: sit
shot: shoot
stuck: stick
struck: strike
hung: hang
dug: dig
lit: light
slid: slide
shone: shine
blew blown: blow
hurt: hurt
wove woven: weave
children kids kid: child
men: man
women: woman
people: person
mice: mouse
teeth: tooth
feet: foot
wives: wife
lives: life
knives: knife
shelves: shelf
leaves: leaf
wolves: wolf
mum mom mommy mama: mother
dad daddy papa: father
grandma granny: grandmother
grandpa: grandfather
photo photos pic pics photograph photographs picture pictures: photo
bike bikes: bicycle
tv: television
phone: telephone
`;

const wordOf = new Map(
  irregular
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [forms = '', word = ''] = line.split(': ');
      return forms.split(' ').map((form) => [form, word] as const);
    }),
);

/** The word of which this one is an irregular form or a short name, else itself. */
export function baseForm(word: string): string {
  return wordOf.get(word) ?? word;
}

/** The words that `baseForm` takes for the same as this one. */
export function formsOf(word: string): readonly string[] {
  return formsByWord.get(baseForm(word)) ?? [word];
}

const formsByWord = new Map<string, readonly string[]>(
  [...new Set(wordOf.values())].map((word) => [
    word,
    [...new Set([word, ...[...wordOf].flatMap(([form, base]) => (base === word ? [form] : []))])],
  ]),
);
