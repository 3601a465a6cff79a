import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const documents = globSync(['*.md', 'docs/**/*.md', 'decisions/*.md', 'flows/**/*.md'], {
  cwd: root,
});
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Folders from which a document may name a file. */
const startingPoints = ['.', 'gateway/src', 'cli/src'];
const looksLikePath = /^\w[\w-]*(\/[\w-]+)*\/([\w-]+\.)+(ts|cjs|md|json|sql|yaml)$/;

describe.each(documents)('%s', (file) => {
  it('links only to what exists', () => {
    const targets = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const missing = targets.filter((target) => !leadsSomewhere(target, file));
    expect(missing).toEqual([]);
  });

  it('names only files that exist', () => {
    const names = [...read(file).matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
    const missing = names
      .filter((name) => looksLikePath.test(name))
      .filter((name) => !startingPoints.some((start) => existsSync(path.join(root, start, name))));
    expect(missing).toEqual([]);
  });
});

describe('decisions/', () => {
  const decisions = globSync('decisions/0*.md', { cwd: root }).toSorted();

  it('are numbered without a gap', () => {
    expect(decisions.map((file) => Number(path.basename(file).slice(0, 4)))).toEqual(
      decisions.map((_, index) => index + 1),
    );
  });

  it('are all listed under their titles', () => {
    const rows = decisions.map((file) => {
      const [, number = '', title = ''] = /^# (\d{4}): (.+)$/m.exec(read(file)) ?? [];
      return `| [${number}](${path.basename(file)}) | ${title} |`;
    });
    expect(read('decisions/README.md').match(/^\| \[.*$/gm)).toEqual(rows);
  });
});

function leadsSomewhere(target: string, from: string): boolean {
  if (/^https?:/.test(target)) return true;
  const [file = '', anchor] = target.split('#');
  const linked = file === '' ? from : path.join(path.dirname(from), file);
  if (!existsSync(path.join(root, linked))) return false;
  return anchor === undefined || anchorsOf(read(linked)).includes(anchor);
}

/* As the pages that show Markdown make them from headings. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
