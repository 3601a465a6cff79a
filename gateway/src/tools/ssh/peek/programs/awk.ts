import { matching, path, text, type OptionShape, type OwnGrammar } from '../command-shape.ts';
import { firstOf } from '../first-of.ts';
import { judgeValue } from '../judge-value.ts';
import { readOptions } from '../read-options.ts';
import { literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';
import { onlyPrintsFields } from './awk-program.ts';

const options: OptionShape = {
  valueOptions: {
    '-F': text,
    '-v': matching(/^[a-z][a-z0-9_]*=[^\\]*$/, 'a variable with a small letter in front'),
  },
};

/** awk is a language that can write, run and connect: only `[pattern] {print fields}` is let through. */
export const awk: OwnGrammar = {
  cmd: ['awk', 'gawk', 'mawk', 'nawk'],
  judge: (words, context) => {
    const optionsEnd = words.findIndex(
      (word, index) => !isOption(word.text, words[index - 1]?.text),
    );
    const read = readOptions(words.slice(0, Math.max(0, optionsEnd)), options, context);
    if ('kind' in read) return read;
    const [program, ...files] = words.slice(Math.max(0, optionsEnd));
    const source = program && literalOf(program);
    if (source === undefined || optionsEnd === -1)
      return confirmBecause('the awk program is missing');
    if (!onlyPrintsFields(source)) {
      return confirmBecause('this awk program does more than print fields of chosen lines');
    }
    return firstOf(files, (file) =>
      /^-|^[A-Za-z_]\w*=/.test(file.text) && file.text !== '-'
        ? confirmBecause(`${file.text} is not a file to awk`)
        : judgeValue(file, path, context),
    );
  },
  match: [
    "awk '{print $1}' /etc/hosts",
    "awk -F: '$3 >= 1000 {print $1, $NF}' /etc/passwd",
    "awk '/error/ && NR > 1 {print $0}' /var/log/app.log",
    "awk -F '\\t' -v limit=5 '$2 > limit {print $1 \": \" $2}' /tmp/x",
    "awk 'NR==1; /total/' /tmp/x",
    "awk 'END {print NR}' /tmp/x",
    `awk '{printf "%s\\n", $1}' /tmp/x`,
  ],
  notMatch: [
    `awk 'BEGIN{system("id")}'`,
    `awk '{print | "sh"}' /tmp/x`,
    `awk '{print $1 > $2}' /tmp/x`,
    `awk '{print $1 >> "/tmp/y"}' /tmp/x`,
    `awk '{while(("id"|getline x)>0) print x}'`,
    `awk '"id" | getline {print}' /tmp/x`,
    `awk '{print ENVIRON["X"]}'`,
    `awk '{getline x < "/etc/shadow"; print x}'`,
    `awk 'BEGIN{ARGV[1]="/etc/shadow";ARGC=2} {print}'`,
    'awk -f /tmp/p /etc/hosts',
    'awk -v ARGV=x 1 /tmp/x',
    "awk '{print}' x=1 /tmp/x",
    'awk -i inplace 1 /tmp/x',
    'awk \'@load "filefuncs" {print}\'',
    'awk \'{print "a" "b" > "/tmp/y"}\'',
    "awk '{print $1}{print > $2}' /tmp/x",
    'awk "{print $1}" /tmp/x',
  ],
};

function isOption(word: string, before: string | undefined): boolean {
  return (word.startsWith('-') && word !== '-') || before === '-F' || before === '-v';
}
