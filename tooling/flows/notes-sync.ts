import type { FlowGraph, Output } from './flow-graph.ts';
import { CALL, defineFlow } from './frame.ts';
import { code, extractText, files, http, notion, when } from './nodes.ts';

const DATABASE = { __rl: true, mode: 'id', value: `={{ ${CALL}.settings.notion_database }}` };
const FOLDER = `{{ ${CALL}.settings.markdown_folder.replace(/\\/+$/, '') }}`;
const PARAGRAPHS = {
  blockValues: [
    { type: 'paragraph', richText: false, textContent: '={{ $json.text.slice(0, 1900) }}' },
  ],
};

export const notesSync = defineFlow(
  {
    intent: 'notes.sync',
    description:
      'Brings notes, or memories with the tags given, into a database of Notion or a folder of Markdown files (Obsidian). A file is rewritten where it differs; a page of Notion is only added to.',
    inputs: {
      type: 'object',
      additionalProperties: false,
      required: ['to'],
      properties: {
        to: { type: 'string', enum: ['notion', 'markdown'] },
        notes: {
          type: 'array',
          maxItems: 100,
          description: 'Default: memories.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['text'],
            properties: {
              title: { type: 'string', maxLength: 200, description: 'Default: its first words.' },
              text: { type: 'string', minLength: 1, maxLength: 20_000 },
              tags: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 64 } },
            },
          },
        },
        tags: {
          type: 'array',
          maxItems: 20,
          items: { type: 'string', maxLength: 64 },
          description: 'Only memories that carry all of these tags.',
        },
        since: {
          type: 'string',
          maxLength: 40,
          description: 'Only memories since then: "7d", or a date.',
        },
      },
    },
    outputs: {
      type: 'object',
      properties: {
        created: { type: 'array', items: { type: 'string' } },
        updated: { type: 'array', items: { type: 'string' } },
        unchanged: { type: 'integer' },
        vanished: { type: 'array', items: { type: 'string' } },
        failed: { type: 'array', items: { type: 'object' } },
        would_create: { type: 'array', items: { type: 'string' } },
        would_update: { type: 'array', items: { type: 'string' } },
      },
    },
    effect: 'write',
    decide: 'confirm',
    resource: 'notes',
    dry_run: true,
    deadline_s: 300,
    calls: ['memory.list'],
    examples: [
      {
        say: 'Put my notes on the house into Obsidian',
        inputs: { to: 'markdown', tags: ['house'] },
      },
    ],
  },
  {
    answersLater: true,
    settings: { notion_database: '', markdown_folder: '/home/node/.n8n-files/notes' },
    changing: ['Create pages', 'Add to pages', 'Write files'],
  },
  ({ graph, preview, run }) => {
    const planned = graph.add(run, when('Is there a plan?', '$json.plan !== null'));
    const compared = compare(graph, gather(graph, [preview, { ...planned, index: 1 }]));
    const shown = graph.add(
      compared,
      code(
        'Preview',
        ['notes'],
        `return [{ json: previewNotes(${CALL}.inputs.to, $input.all().map((item) => item.json.note).filter((note) => note)) }];`,
      ),
    );
    const isDry = graph.add(shown, when('Only a preview?', `${CALL}.dry_run`));
    const end = graph.add(isDry, code('Shown', [], `return [{ json: $input.first().json }];`));
    return [end, write(graph, [planned, { ...isDry, index: 1 }])];
  },
);

/** One item `{notes}`: those of the inputs, or memories. */
function gather(graph: FlowGraph, from: readonly Output[]): Output {
  const begun = graph.add(
    from,
    code('Which notes', [], `return [{ json: { given: ${CALL}.inputs.notes !== undefined } }];`),
  );
  const given = graph.add(begun, when('Were notes given?', '$json.given'));
  const memories = graph.add(
    { ...given, index: 1 },
    http(
      'Memories',
      {
        url: `={{ ${CALL}.callback_url || 'http://127.0.0.1:9' }}/call`,
        bearer: `=Bearer {{ ${CALL}.callback_token }}`,
        body: `={{ JSON.stringify({ intent: 'memory.list', inputs: { tags: ${CALL}.inputs.tags ?? [], limit: 100 }, step: 'memories' }) }}`,
      },
      { onFailure: 'collect' },
    ),
  );
  return graph.add(
    [given, memories],
    code(
      'Notes',
      ['since', 'notes'],
      [
        `const { inputs } = ${CALL};`,
        `const since = inputs.since === undefined ? null : sinceDate(inputs.since, new Date()).toISOString();`,
        `return [{ json: { notes: notesOf(inputs, $input.first().json, since) } }];`,
      ].join('\n'),
    ),
  );
}

/** One item `{note}` for each, with what would become of it. */
function compare(graph: FlowGraph, notes: Output): readonly Output[] {
  const toNotion = graph.add(notes, when('To Notion?', `${CALL}.inputs.to === 'notion'`));
  return [comparePages(graph, toNotion), compareFiles(graph, { ...toNotion, index: 1 })];
}

const EACH_NOTE = `return planned.length === 0 ? [{ json: {} }] : planned.map((note) => ({ json: { note } }));`;
const NOTES = `const { notes } = $('Notes').first(0).json;`;

function compareFiles(graph: FlowGraph, from: Output): Output {
  const listed = graph.add(
    from,
    files(
      'Files there',
      { operation: 'read', fileSelector: `=${FOLDER}/*.md`, options: {} },
      // An empty folder is an error to this node; the next Code node tells it from others.
      { onFailure: 'collect', evenIfEmpty: true },
    ),
  );
  const some = graph.add(listed, when('Any files?', '!!$json.fileName'));
  const texts = graph.add(some, extractText('Their text'));
  return graph.add(
    [texts, { ...some, index: 1 }],
    code(
      'Compare with files',
      ['notes'],
      [
        NOTES,
        `const planned = compareFiles(notes, filesThere($input.all().map((item) => item.json)));`,
        EACH_NOTE,
      ].join('\n'),
    ),
  );
}

function comparePages(graph: FlowGraph, from: Output): Output {
  const pages = graph.add(
    from,
    notion(
      'Pages there',
      {
        resource: 'databasePage',
        operation: 'getAll',
        databaseId: DATABASE,
        returnAll: true,
        simple: true,
        filterType: 'none',
        options: {},
      },
      { evenIfEmpty: true },
    ),
  );
  const same = graph.add(
    pages,
    code(
      'Pages of these notes',
      ['rows'],
      [
        NOTES,
        `const titles = notes.map(({ title }) => title.toLowerCase());`,
        `const pages = rowsOf($input.all().map((item) => item.json), ({ id, url }) => Boolean(id && url), 'The database of Notion');`,
        `const same = pages.filter(({ name }) => titles.includes((name ?? '').trim().toLowerCase()));`,
        `return same.length === 0 ? [{ json: { none: true } }] : same.map(({ id, name }) => ({ json: { id, name } }));`,
      ].join('\n'),
    ),
  );
  const some = graph.add(same, when('Any such pages?', '!$json.none'));
  const blocks = graph.add(
    some,
    notion(
      'What stands there',
      {
        resource: 'block',
        operation: 'getAll',
        blockId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
        returnAll: true,
        simplifyOutput: true,
      },
      { evenIfEmpty: true },
    ),
  );
  return graph.add(
    [blocks, { ...some, index: 1 }],
    code(
      'Compare with pages',
      ['rows', 'notes'],
      [
        NOTES,
        `const pages = $('Pages of these notes').all(0).map((item) => item.json).filter(({ id }) => id);`,
        `const rows = rowsOf($input.all().map((item) => item.json), ({ root_id, type, none }) => Boolean((root_id && type) || none), 'The pages of Notion');`,
        `const blocks = rows.filter(({ content }) => content !== undefined).map(({ root_id, content }) => ({ page_id: root_id, text: content }));`,
        `const planned = comparePages(notes, pages, blocks);`,
        EACH_NOTE,
      ].join('\n'),
    ),
  );
}

function write(graph: FlowGraph, from: readonly Output[]): Output {
  const plan = graph.add(
    from,
    code('The plan', [], `return [{ json: ${CALL}.plan ?? $('Preview').first(0).json.plan }];`),
  );
  const toNotion = graph.add(plan, when('Into Notion?', `$json.to === 'notion'`));
  const ends = [writePages(graph, toNotion), writeFiles(graph, { ...toNotion, index: 1 })].flat();
  return graph.add(
    ends,
    code(
      'Synced',
      ['notes'],
      [
        `const { notes, unchanged } = $('The plan').first(0).json;`,
        `const of = (name) => $(name).isExecuted ? $(name).all(0).map((item) => ({ ...item.json, error: item.json.error ?? item.error?.message })) : [];`,
        `const [made, added, written] = [of('Create pages'), of('Add to pages'), of('Write files')];`,
        `const outcomes = notes.map(({ action, file }) => {`,
        `  if (file) {`,
        `    const { error, fileName } = written.shift() ?? {};`,
        `    return { done: !error && Boolean(fileName), why: error };`,
        `  }`,
        `  const { id, url, results, error } = (action === 'create' ? made : added).shift() ?? {};`,
        `  return { done: !error && Boolean(url || results || (action === 'update' && id)), why: error };`,
        `});`,
        `return [{ json: syncedNotes(notes, outcomes, unchanged) }];`,
      ].join('\n'),
    ),
  );
}

const notesTo = (action: string) =>
  [
    `const notes = $('The plan').first(0).json.notes.filter((note) => note.action === '${action}');`,
    `return notes.length === 0 ? [{ json: { none: true } }] : notes.map((json) => ({ json }));`,
  ].join('\n');

function writePages(graph: FlowGraph, from: Output): readonly Output[] {
  const creates = graph.add(from, code('Pages to create', [], notesTo('create')));
  const anyNew = graph.add(creates, when('Any to create?', '!$json.none'));
  const created = graph.add(
    anyNew,
    notion(
      'Create pages',
      {
        resource: 'databasePage',
        operation: 'create',
        databaseId: DATABASE,
        title: '={{ $json.title }}',
        simple: true,
        propertiesUi: {},
        blockUi: PARAGRAPHS,
        options: {},
      },
      { onFailure: 'collect' },
    ),
  );
  const updates = graph.add(
    [created, { ...anyNew, index: 1 }],
    code('Pages to add to', [], notesTo('update')),
  );
  const anyOld = graph.add(updates, when('Any to add to?', '!$json.none'));
  const added = graph.add(
    anyOld,
    notion(
      'Add to pages',
      {
        resource: 'block',
        operation: 'append',
        blockId: { __rl: true, mode: 'id', value: '={{ $json.page_id }}' },
        blockUi: PARAGRAPHS,
      },
      { onFailure: 'collect' },
    ),
  );
  return [added, { ...anyOld, index: 1 }];
}

function writeFiles(graph: FlowGraph, from: Output): readonly Output[] {
  const made = graph.add(
    from,
    code(
      'Files to write',
      ['notes'],
      [
        `const { notes } = $('The plan').first(0).json;`,
        `if (notes.length === 0) return [{ json: { none: true } }];`,
        `return notes.map((note) => ({`,
        `  json: { file: note.file },`,
        `  binary: { data: { data: Buffer.from(markdownOf(note)).toString('base64'), mimeType: 'text/markdown', fileName: note.file } },`,
        `}));`,
      ].join('\n'),
    ),
  );
  const some = graph.add(made, when('Any files to write?', '!$json.none'));
  const written = graph.add(
    some,
    files(
      'Write files',
      {
        operation: 'write',
        fileName: `=${FOLDER}/{{ $json.file }}`,
        dataPropertyName: 'data',
        options: {},
      },
      { onFailure: 'collect' },
    ),
  );
  return [written, { ...some, index: 1 }];
}
