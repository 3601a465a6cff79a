import { path, text, type OwnGrammar } from '../command-shape.ts';
import { firstOf } from '../first-of.ts';
import { judgeValue } from '../judge-value.ts';
import { literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';

/* Letters, in one word or several, of which `f` comes last and takes the next word. */
const lists = /^-?[vzjJa]*t[vzjJa]*( -[vzjJa]+)* ?-?f$|^-?[vzjJa]*t[vzjJa]*f$/;

export const tar: OwnGrammar = {
  cmd: 'tar',
  judge: (words, context) => {
    const archiveAt = words.findIndex((_, at) => /^-?\w*f$/.test(words[at - 1]?.text ?? ''));
    const order = words.slice(0, archiveAt).map((word) => literalOf(word) ?? '?');
    const [archive, ...members] = words.slice(Math.max(0, archiveAt));
    if (archive === undefined || archiveAt === -1 || !lists.test(order.join(' '))) {
      return confirmBecause('tar only reads as tar tf ARCHIVE');
    }
    /* `host:file` is fetched from another machine. */
    if (archive.text.includes(':')) return confirmBecause('tar takes ":" for another machine');
    const refusal = judgeValue(archive, path, context);
    if (refusal) return refusal;
    return firstOf(members, (member) =>
      member.text.startsWith('-')
        ? confirmBecause(`tar ${member.text} is not known to only read`)
        : judgeValue(member, text, context),
    );
  },
  match: [
    'tar tf /tmp/a.tar',
    'tar -tzvf /tmp/a.tar.gz',
    'tar tzf /tmp/a.tgz etc/hosts',
    'tar -t -v -f /tmp/a.tar',
  ],
  notMatch: [
    'tar tf evil:/tmp/a',
    'tar xf /tmp/a.tar',
    'tar -t -x -f /tmp/a.tar',
    'tar -tf /tmp/a.tar -f evil:x',
    'tar tf /tmp/a.tar --checkpoint=1 --checkpoint-action=exec=id',
    'tar tf /tmp/a.tar -I /tmp/x',
    'tar tf /tmp/a.tar --to-command=id',
    'tar czf - /etc',
    'tar tf /tmp/*.tar --use=x',
  ],
};
