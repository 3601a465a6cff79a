import { names, type CallContext, type OwnGrammar } from '../command-shape.ts';
import { judgeValue } from '../judge-value.ts';
import { hasGlob, literalOf, type ShellWord } from '../shell-line.ts';
import { confirmBecause, type Refusal } from '../verdict.ts';

const aboutFiles = /^-[edfrwxsLhbcpSugkOG]$/;
const aboutTexts = /^-[zn]$/;
const comparesFiles = /^-(nt|ot|ef)$/;
const comparesTexts = /^(=|==|!=)$/;
const comparesNumbers = /^-(eq|ne|lt|le|gt|ge)$/;

/**
 * `-v`, `-R`, `-t` and number comparisons evaluate array subscripts in some shells, which runs `$(…)` in them
 * even where it was quoted: those are left out, and numbers must be numbers.
 */
export const test: OwnGrammar = {
  cmd: ['test', '['],
  judge: (words, context) => judgeTest(words, context),
  match: [
    'test -d /srv/app',
    '[ -f /etc/hosts ]',
    '[ ! -e /tmp/x ]',
    '[ /tmp/a -nt /tmp/b ]',
    '[ "a" = "b" ]',
    'test 1 -lt 2',
    '[ -z "" ]',
  ],
  notMatch: [
    "test -v 'a[$(id)]'",
    "[ 'a[$(id)]' -eq 0 ]",
    "[ -t 'a[$(id)]' ]",
    '[ -f /tmp/* ]',
    '[ -f /etc/hosts -a -v x ]',
    '[ -f ~/.ssh/id_rsa ]',
    "test -R 'a[$(id)]'",
  ],
};

function judgeTest(words: readonly ShellWord[], context: CallContext): Refusal | undefined {
  const closing = words.at(-1)?.text === ']' ? words.slice(0, -1) : words;
  if (closing.some(hasGlob)) return confirmBecause('a glob in a test may become several words');
  const terms = closing[0]?.text === '!' ? closing.slice(1) : closing;
  const [first, second, third] = terms;
  if (first === undefined || terms.length > 3) return beyond;
  if (third !== undefined && second !== undefined) {
    return judgeComparison({ left: first, operator: second, right: third }, context);
  }
  if (second === undefined) return undefined;
  const operator = literalOf(first) ?? '';
  if (aboutTexts.test(operator)) return undefined;
  return aboutFiles.test(operator) ? judgeValue(second, names, context) : beyond;
}

interface Comparison {
  readonly left: ShellWord;
  readonly operator: ShellWord;
  readonly right: ShellWord;
}

function judgeComparison(
  { left, operator, right }: Comparison,
  context: CallContext,
): Refusal | undefined {
  const sign = literalOf(operator) ?? '';
  if (comparesTexts.test(sign)) return undefined;
  if (comparesNumbers.test(sign)) return [left, right].every(isNumber) ? undefined : beyond;
  if (!comparesFiles.test(sign)) return beyond;
  return judgeValue(left, names, context) ?? judgeValue(right, names, context);
}

function isNumber(word: ShellWord): boolean {
  return /^-?\d{1,18}$/.test(literalOf(word) ?? '');
}

const beyond = confirmBecause('this form of test can evaluate what it is given');
