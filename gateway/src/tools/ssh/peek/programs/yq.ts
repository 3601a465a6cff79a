import { path, type OwnGrammar } from '../command-shape.ts';
import { firstOf } from '../first-of.ts';
import { judgeValue } from '../judge-value.ts';
import { literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';

const plainPath = /^\.[\w.[\]-]*$/;

/** Two programs have this name; one of them can load files and run programs, so only plain paths go through. */
export const yq: OwnGrammar = {
  cmd: 'yq',
  judge: (words, context) => {
    const [filter, ...files] = words[0]?.text === '-r' ? words.slice(1) : words;
    if (filter === undefined || !plainPath.test(literalOf(filter) ?? '')) {
      return confirmBecause('yq only reads with a plain path such as .spec.replicas');
    }
    return firstOf(files, (file) =>
      file.text.startsWith('-')
        ? confirmBecause(`yq ${file.text} is not known to only read`)
        : judgeValue(file, path, context),
    );
  },
  match: ["yq '.services.web.image' /srv/app/compose.yml", "yq -r '.a[0].b' /tmp/x.yml"],
  notMatch: [
    "yq -i '.a = 1' /tmp/x.yml",
    `yq 'load("/etc/shadow")'`,
    'yq . /tmp/x.yml -i',
    "yq 'env(X)'",
  ],
};
