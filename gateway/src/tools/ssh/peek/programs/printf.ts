import { names, type OwnGrammar } from '../command-shape.ts';
import { firstOf } from '../first-of.ts';
import { judgeValue } from '../judge-value.ts';
import { hasGlob, literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';

const plainFormat = /^(?!-)([^%]|%%|%-?\d{0,3}(\.\d{1,3})?[sb])*$/;
const numericFormat = /^(?!-)([^%]|%%|%[-+ 0]{0,2}\d{0,3}(\.\d{1,3})?[sbdiufxXo])*$/;

/** `printf -v` assigns, and that evaluates array subscripts; some shells also evaluate what `%d` is given. */
export const printf: OwnGrammar = {
  cmd: 'printf',
  judge: ([form, ...values]) => {
    const format = form && literalOf(form);
    if (format === undefined) return confirmBecause('printf lacks a plain format');
    const areNumbers = values.every((word) => /^-?\d{1,15}(\.\d+)?$/.test(literalOf(word) ?? ''));
    const isPlain = plainFormat.test(format) || (areNumbers && numericFormat.test(format));
    if (!isPlain) return confirmBecause('this printf can evaluate what it is given');
    return values.some(hasGlob) ? confirmBecause('a glob may become several words') : undefined;
  },
  match: ["printf '%s\\n' hello", 'printf "a\\n"', "printf '%d\\n' 5"],
  notMatch: [
    "printf -v 'a[$(id)]' x",
    'printf',
    "printf '%d' 'a[$(id)]'",
    'printf -- -v x',
    'printf %s *',
  ],
};

/** Shows its words; a glob among them lists names. */
export const echo: OwnGrammar = {
  cmd: 'echo',
  judge: (words, context) =>
    firstOf(words, (word) => (hasGlob(word) ? judgeValue(word, names, context) : undefined)),
  match: ['echo hello', "echo 'DROP TABLE users'", 'echo "$HOME"', 'echo /srv/*', 'echo'],
  notMatch: ['echo $(date)', 'echo "$PATH"', 'echo ~/.ssh/*', 'echo /etc/sha*'],
};
