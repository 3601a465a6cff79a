/* What people ask for by its kind and speak of by its name: "Do I have pets?" is answered by "my dog". */
const related = `
pet: dog puppy cat kitten hamster rabbit turtle parrot bird fish snake lizard
animal: dog cat bird horse cow sheep fish bear elephant lion tiger wolf fox deer monkey dolphin whale snake turtle
instrument: guitar piano violin drum flute clarinet saxophone trumpet cello ukulele keyboard harp banjo
sport: football soccer basketball baseball tennis golf hockey swim run cycle yoga boxing karate judo rugby volleyball surf ski climb marathon gym
exercise: gym run jog yoga swim workout cycle pilates aerobics hike walk
music: song band concert album guitar piano violin jazz rock classical sing
food: eat cook recipe meal dinner lunch breakfast pizza pasta salad soup cake bread cheese chicken rice sushi curry
dessert: cake cookie pie chocolate cream pudding brownie tart
drink: coffee tea water juice beer wine milk soda cocktail
job: work career position company office boss colleague interview hire promotion
work: job career position company office boss colleague
occupation: job work career teacher engineer nurse doctor lawyer manager designer developer
career: job work position profession promotion degree
employer: company job work
hobby: paint read hike garden cook photography guitar knit dance pottery chess camp
activity: hike camp swim paint run cycle dance cook museum beach park game class
relative: mother father sister brother aunt uncle cousin grandmother grandfather niece nephew
family: mother father sister brother wife husband child son daughter aunt uncle cousin grandmother grandfather parent
sibling: brother sister
parent: mother father
child: son daughter baby toddler
spouse: wife husband married
partner: wife husband boyfriend girlfriend married
relationship: married single divorce boyfriend girlfriend wife husband partner dating breakup
birthday: born
live: move moved home house apartment flat city address
home: house apartment flat live
address: street live
city: live move town
trip: travel vacation holiday visit flight tour journey
vacation: trip travel holiday visit beach
holiday: vacation trip travel
travel: trip visit flight vacation tour
car: drive vehicle truck
vehicle: car truck motorcycle bicycle van scooter
school: class student teacher university college study
education: school degree university college study class
study: degree university college course class exam
health: doctor hospital diagnosed illness pain medicine therapy sick
illness: sick diagnosed disease flu fever cancer asthma diabetes
injury: hurt break sprain ankle accident pain
allergy: allergic
book: read novel author story
movie: film cinema
film: movie cinema
game: play video console chess tournament
art: paint draw sculpture pottery gallery sketch canvas
clothes: shirt dress jacket shoes pants hat hoodie coat
color: red blue green yellow purple black white pink orange
colour: red blue green yellow purple black white pink orange
flower: rose tulip sunflower lily daisy orchid
plant: garden flower tree succulent
money: pay cost price salary budget dollar euro loan rent savings
event: party conference festival concert parade workshop wedding race fair
friend: buddy mate
degree: graduate university college bachelor master
religion: church faith pray christian muslim jewish buddhist
language: english spanish french german italian portuguese chinese japanese norwegian python javascript typescript java rust ruby
computer: laptop pc mac desktop
weather: rain snow sunny storm wind
`;

const byWord = new Map(
  related
    .trim()
    .split('\n')
    .map((line) => {
      const [word = '', others = ''] = line.split(': ');
      return [word, others.split(' ')] as const;
    }),
);

/** Words by which something of this kind may be spoken of; they weigh less than the word itself. */
export function relatedWords(word: string): readonly string[] {
  return byWord.get(word) ?? [];
}
