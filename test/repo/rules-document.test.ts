import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../gateway/src/config/parse-config.ts';
import { Rule } from '../../gateway/src/guard/rule.ts';

const document = readFileSync(path.resolve(import.meta.dirname, '../../docs/rules.md'), 'utf8');
const blocks = [...document.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)].map(
  ([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
);

describe('docs/rules.md', () => {
  it('has rules to load', () => {
    expect(blocks.length).toBeGreaterThan(2);
  });

  it.each(blocks)('loads with all its examples:\n%s', (text) => {
    const { rules } = parseConfig({ text, file: 'rules.md', env: {} });
    expect(rules.length).toBeGreaterThan(0);
  });

  it('tells of every field that a rule can have', () => {
    const rows = [...document.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
    expect(rows).toEqual(expect.arrayContaining(Object.keys(Rule.shape)));
  });
});
