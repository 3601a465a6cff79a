import { firstOf } from '../first-of.ts';
import { judgeValue } from '../judge-value.ts';
import { literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';
import { path, type OwnGrammar } from '../command-shape.ts';

const printsLines = /^\s*(\d{1,9}|\$)(\s*,\s*(\d{1,9}|\$))?\s*p\s*$/;

/** sed can write (`w`), run (`e`) and edit in place: only `sed -n N,Mp` is let through. */
export const sed: OwnGrammar = {
  cmd: 'sed',
  judge: ([flag, script, ...files], context) => {
    const program = script && literalOf(script);
    if (flag === undefined || literalOf(flag) !== '-n' || program === undefined) {
      return confirmBecause('sed only reads as sed -n N,Mp');
    }
    if (!printsLines.test(program))
      return confirmBecause('this sed script does more than print lines');
    return firstOf(files, (file) =>
      file.text.startsWith('-') && file.text !== '-'
        ? confirmBecause(`${file.text}: sed only reads without further options`)
        : judgeValue(file, path, context),
    );
  },
  match: ["sed -n '1,20p' /etc/hosts", 'sed -n 5p /etc/hosts', "sed -n '$p' /var/log/syslog"],
  notMatch: [
    "sed -n '1w /tmp/out' /etc/hosts",
    "sed 's/x/id/e' /etc/hosts",
    "sed -i 's/a/b/' /tmp/x",
    "sed -n '1,20p' -i /etc/hosts",
    "sed -n '1e id' /etc/hosts",
    'sed --in-pl 1p /etc/hosts',
    "sed -n '1,20p;w /tmp/x' /etc/hosts",
    'sed -f /tmp/s /etc/hosts',
    "sed -n '1,3p' /etc/shadow",
  ],
};
