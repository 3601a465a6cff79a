import { stemmer } from 'stemmer';
import { baseForm } from '../../platform/word-forms.ts';

/* Words of one family that no stemmer relates, as "word word …: word". */
const families = `
sale sales: sell
choice choices: choose
advice: advise
speech: speak
growth: grow
loss losses: lose
proof: prove
weight: weigh
departure departures: depart
failure failures: fail
closure: close
entry entries: enter
recognition: recognize
occupancy: occupy
practice: practise
nappy: diaper
film films: movie
languages: language
mathematics mathematical maths: math
payment payments: pay
shipment shipments: ship
delivery deliveries: deliver
subscription subscriptions: subscribe
description descriptions: describe
transcription: transcribe
notification notifications: notify
summary summaries: summarize
analysis analyses analytics analyse: analyze
registration registrations: register
conversion: convert
reservation reservations: reserve
removal: remove
decision decisions: decide
explanation: explain
deletion: delete
response responses: respond
comparison comparisons: compare
classification: classify
identification: identify
verification: verify
maintenance: maintain
pronunciation: pronounce
expiry expiration expiring: expire
renewal: renew
colour colours: color
favourite favourites: favorite
centre: center
licence: license
cheque cheques: check
catalogue: catalog
programme programmes: program
grey: gray
behaviour: behavior
neighbourhood: neighborhood
metre metres: meter
dialogue: dialog
advertisement advertisements advert adverts: ad
automobile: car
laboratory: lab
specification specifications: spec
documentation: docs
information: info
statistics statistic: stat
administrator administrators: admin
temperature temperatures: temp
configuration configurations: config
repository repositories: repo
kubernetes: k8s
database databases: db
environment environments: env
parameter parameters: param
reference references: ref
directory directories: dir
attribute attributes: attr
quantity quantities: qty
vehicle vehicles: car
`;

const baseOf: ReadonlyMap<string, string> = new Map(
  families
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [forms = '', base = ''] = line.split(': ');
      return forms.split(' ').map((form) => [form, base] as const);
    }),
);

/* organise, organised, organisation: as in American English. */
const british =
  /^(organ|summar|prior|final|author|categor|custom|optim|recogn|synchron|visual|personal|minim|maxim|standard|item|digital|normal|local|general|special|central|util|anonym|monet|modern)is(e|es|ed|ing|ation|ations)$/;

/* What a stemmer takes for other words, as "word word": direct and direction, custom and customer, train and training. */
const apart: ReadonlyMap<string, string> = new Map(
  'customer direction training general important several news policy position international secretary university listing building marketing setting rating mailing parking painting organ animal'
    .split(' ')
    .flatMap((word) => [
      [word, word],
      [`${word}s`, word],
    ]),
);

const mostKept = 20_000;
const kept = new Map<string, string>();

/** What different forms of a word have in common. */
export function stemOf(word: string): string {
  let stem = kept.get(word);
  if (stem === undefined) {
    if (kept.size >= mostKept) kept.clear();
    stem = apart.get(word) ?? stemmer(familyOf(word));
    kept.set(word, stem);
  }
  return stem;
}

function familyOf(word: string): string {
  const american = word.replace(british, '$1iz$2');
  /* "left" is more often what remains. */
  const base = baseOf.get(american) ?? (american === 'left' ? american : baseForm(american));
  return baseOf.get(base) ?? base;
}
