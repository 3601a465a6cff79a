/* Words that nearly every sentence has: they say nothing about what is looked for. */
const byLanguage: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(`a about after again all also am an and any are as at be because been before being both but by can could
    did do does doing don down during each few for from further had has have having he her here hers him his how i if
    in into is it its itself just let me more most my myself no nor not now of off on once only or other our ours out
    over own please said same say says she should so some such tell than that the their theirs them then there these
    they this those through to too under until up us very was we were what when where which while who whom whose why
    will with would you your yours s t d ll ve re m`),
  de: words(`aber alle als am an auch auf aus bei bin bis bist da damit dann das dass dein deine dem den der des dich die
    dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas euch euer für
    fur hab habe haben hat hatte hatten hier ich ihm ihn ihr ihre ihrem ihren im in ist ja kann kein keine man mein meine
    meinem meinen meiner mich mir mit nach nicht noch nur ob oder ohne sein seine seinem seinen seiner sich sie sind so
    über uber um und uns unser unsere unter vom von vor wann war waren warum was welche welchem welchen welcher welches
    wem wen wer werden wie wird wir wo wohin woher wurde zu zum zur`),
  fr: words(`à a ai as au aux avec avez avons c ce ces cet cette comment d dans de des du elle elles en est et eu il ils j
    je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou où par pas pour pourquoi qu quand
    que quel quelle quelles quels qui quoi s sa se ses si son sont sur t ta te tes toi ton tu un une va vos votre vous y
    été ete était etait`),
  es: words(`a al algo como cómo con cual cuál cuales cuando cuándo de del desde donde dónde dos el él ella ellas ellos en
    entre era es esa ese eso esta está este esto estos fue ha han hasta hay la las le les lo los me mi mis muy más mas no
    nos o para pero por porque qué que quien quién quienes se sin sobre son su sus también te tiene tengo tu tus un una
    uno unos y ya yo`),
  it: words(`a ad al alla alle anche che chi ci come con cosa cui da dal dalla dei del della delle di dove e è ed era gli
    ha hai ho i il in io la le lei lo loro lui ma mi mia mie miei mio ne nei nel nella noi non o per perché piu più quale
    quali quando quanto se si sono su sua sue suo ti tra tu tua un una uno`),
  pt: words(`a ao aos as com como da das de dela dele do dos e é ela ele eles em era essa esse esta este eu foi há isso já
    lhe mais mas me meu meus minha minhas muito na não nao nas no nos o onde os ou para pela pelo por porque qual quais
    quando que quem se sem seu seus são sao sua suas também te tem tenho teu tu um uma você voce`),
  nl: words(`aan als bij dan dat de deze die dit door een en er het hij hoe ik in is je kan me meer met mij mijn moet na
    naar niet nog nu of om ook op over te tot uit u uw van veel voor waar waarom wanneer was wat we wel welke wie wij wordt
    ze zich zij zijn`),
};

const english = byLanguage['en'] ?? new Set<string>();

/** Which words of a question are only grammar, by the language that most of its words speak for. */
export function stopWordsOf(question: readonly string[]): ReadonlySet<string> {
  let best = english;
  let most = countIn(english, question);
  for (const list of Object.values(byLanguage)) {
    const count = countIn(list, question);
    if (count > most) [best, most] = [list, count];
  }
  return best;
}

function countIn(list: ReadonlySet<string>, question: readonly string[]): number {
  return question.filter((word) => list.has(word)).length;
}

/* As `wordsOf` gives them: without accents. */
function words(list: string): ReadonlySet<string> {
  return new Set(
    list
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036f]/g, '')
      .split(/\s+/),
  );
}
