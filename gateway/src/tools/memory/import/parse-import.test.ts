import { describe, expect, it } from 'vitest';
import { parseImport } from './parse-import.ts';

const lines = (...values: readonly unknown[]) =>
  values.map((value) => JSON.stringify(value)).join('\n');
const read = (data: string) =>
  parseImport(data, 'auto').items.map((item) =>
    item.kind === 'own' ? item.record.text : item.text,
  );

const record = {
  id: 'mem_1',
  text: 'I prefer Python',
  tags: ['prefs'],
  namespace: 'default',
  trust: 'caller',
  stored_by: 'chatgpt',
  created_at: '2026-05-01T10:00:00.123Z',
  said_at: '2026-05-01T10:00:00.123Z',
  version: 1,
};

describe('an import', () => {
  it('of our own lines gives records as they are', () => {
    const { items } = parseImport(lines(record, { ...record, id: 'mem_2' }), 'auto');
    expect(items).toEqual([
      { kind: 'own', record },
      { kind: 'own', record: { ...record, id: 'mem_2' } },
    ]);
  });

  it.each([
    ['a list', (all: readonly object[]) => JSON.stringify(all)],
    ['wrapped', (all: readonly object[]) => JSON.stringify({ results: all }, undefined, 2)],
    ['lines', (all: readonly object[]) => lines(...all)],
  ])('of mem0, as %s', (_, write) => {
    const memory = {
      id: 'a1',
      memory: 'Likes tea',
      user_id: 'ada',
      categories: ['drinks'],
      created_at: '2025-01-02T03:04:05-07:00',
      metadata: { x: 1 },
    };
    expect(parseImport(write([memory]), 'auto').items).toEqual([
      {
        kind: 'foreign',
        text: 'Likes tea',
        source: 'mem0:a1',
        tags: ['drinks'],
        speakerId: 'ada',
        saidAt: '2025-01-02T03:04:05-07:00',
      },
    ]);
  });

  it('of the MCP memory server makes a text of each observation and relation', () => {
    const data = lines(
      {
        type: 'entity',
        name: 'Ada',
        entityType: 'person',
        observations: ['Speaks Spanish', 'Ada works at Acme'],
      },
      { type: 'entity', name: 'Acme', entityType: 'company', observations: [] },
      { type: 'relation', from: 'Ada', to: 'Acme', relationType: 'works_at' },
    );
    expect(read(data)).toEqual([
      'Ada: Speaks Spanish',
      'Ada works at Acme',
      'Acme (company)',
      'Ada works at Acme',
    ]);
  });

  it('of Markdown takes each paragraph and item, under its headings', () => {
    const data = `---
title: x
---
# House

The router is in the attic,
behind the boxes.

## Keys
- spare key: with Ada
  - and one at work
- [ ] make a copy
1. first

\`\`\`sh
one

two
\`\`\`
# Cat
---
Called Rex
`;
    expect(
      parseImport(data, 'auto').items.map(
        (item) => item.kind === 'foreign' && [item.text, item.tags],
      ),
    ).toEqual([
      ['The router is in the attic,\nbehind the boxes.', ['House']],
      ['spare key: with Ada\n  - and one at work', ['House', 'Keys']],
      ['make a copy', ['House', 'Keys']],
      ['first', ['House', 'Keys']],
      ['```sh\none\n\ntwo\n```', ['House', 'Keys']],
      ['---\nCalled Rex', ['Cat']],
    ]);
  });

  it('names what it cannot read, and takes the rest', () => {
    const data = `${JSON.stringify(record)}\nnot json\n{"id": 7}\n{"type":"relation"}\n\n{"text":"by hand","tags":["x"]}`;
    const { items, problems } = parseImport(data, 'auto');
    expect(items).toHaveLength(2);
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4]);
  });
});
