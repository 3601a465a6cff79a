export interface Note {
  title: string;
  text: string;
  tags: string[];
}

export interface PlannedNote extends Note {
  action: 'create' | 'update' | 'unchanged';
  page_id?: string;
  file?: string;
}

interface Memory {
  text?: string;
  tags?: string[];
  created_at?: string;
}

/** The notes that are given, or the memories that Tutti told. */
export function notesOf(
  inputs: { notes?: Partial<Note>[]; tags?: string[] },
  answer: { result?: { items?: Memory[] }; error?: { message?: string } | string },
  since: string | null,
): Note[] {
  if (inputs.notes !== undefined) {
    return inputs.notes.map(({ title, text, tags }) => ({
      title: oneLine(title ?? firstWords(text ?? '')),
      text: text ?? '',
      tags: tags ?? [],
    }));
  }
  if (answer.result === undefined) {
    const { error } = answer;
    const why = typeof error === 'string' ? error : error?.message;
    throw new Error(
      `There are no "notes" in the inputs, and Tutti gave no memories: ${why ?? 'this call came without a callback'}.`,
    );
  }
  return (answer.result.items ?? [])
    .filter(({ created_at }) => since === null || String(created_at) >= since)
    .map(({ text = '', tags = [] }) => ({ title: firstWords(text), text, tags }));
}

/** The files that could be read. That there are none is an error to n8n, and not to us. */
export function filesThere(
  items: { fileName?: string; data?: string; error?: string }[],
): { fileName?: string; data?: string }[] {
  const broken = items.find(({ error }) => error !== undefined && !/no file/i.test(error));
  if (broken !== undefined) throw new Error(broken.error);
  return items.filter(({ fileName }) => fileName !== undefined);
}

/** What would become of each note in a folder of Markdown files. */
export function compareFiles(
  notes: Note[],
  files: { fileName?: string; data?: string }[],
): PlannedNote[] {
  const there = new Map(files.map(({ fileName, data }) => [fileName, data ?? '']));
  return named(notes).map((note) => {
    const old = there.get(note.file);
    const action = old === undefined ? 'create' : 'update';
    return { ...note, action: old === markdownOf(note) ? 'unchanged' : action };
  });
}

/** What would become of each note in a database of Notion. A page is only ever added to. */
export function comparePages(
  notes: Note[],
  pages: { id?: string; name?: string }[],
  blocks: { page_id: string; text: string }[],
): PlannedNote[] {
  return notes.map((note) => {
    const page = pages.find(
      ({ name }) => (name ?? '').trim().toLowerCase() === note.title.toLowerCase(),
    );
    if (page?.id === undefined) return { ...note, action: 'create' };
    const page_id = page.id;
    const text = blocks
      .filter((block) => block.page_id === page_id)
      .map((block) => block.text)
      .join('\n');
    const has = note.text.trim() === '' || text.includes(note.text.trim().slice(0, 1900));
    return { ...note, page_id, action: has ? 'unchanged' : 'update' };
  });
}

export function previewNotes(to: 'notion' | 'markdown', notes: PlannedNote[]) {
  const titles = (action: string) =>
    notes.filter((note) => note.action === action).map(({ title }) => title);
  const [creates, updates] = [titles('create'), titles('update')];
  const unchanged = notes.length - creates.length - updates.length;
  const where = to === 'notion' ? 'pages in Notion' : 'Markdown files';
  return {
    result: {
      dry_run: true,
      note: `${creates.length} ${where} would be made and ${updates.length} changed; ${unchanged} are as they should be.`,
      would_create: creates,
      would_update: updates,
      unchanged,
    },
    plan: { to, notes: notes.filter(({ action }) => action !== 'unchanged'), unchanged },
  };
}

/** What came of each note: the outcomes in the order in which they were wanted. */
export function syncedNotes(
  wanted: PlannedNote[],
  outcomes: { done: boolean; why?: string }[],
  unchanged: number,
) {
  const created: string[] = [];
  const updated: string[] = [];
  const vanished: string[] = [];
  const failures: { title: string; why: string }[] = [];
  for (const [index, { title, action }] of wanted.entries()) {
    const { done, why } = outcomes[index] ?? { done: false };
    if (done) (action === 'create' ? created : updated).push(title);
    else if (action === 'update' && /not (be )?found|404/i.test(why ?? '')) vanished.push(title);
    else failures.push({ title, why: why ?? 'It was not confirmed.' });
  }
  if (wanted.length > 0 && failures.length === wanted.length) {
    throw new Error(`No note was written. ${failures[0]?.title}: ${failures[0]?.why}`);
  }
  return {
    result: {
      created,
      updated,
      unchanged,
      ...(vanished.length > 0 && { vanished }),
      ...(failures.length > 0 && { failed: failures }),
    },
  };
}

/** A note as Obsidian reads it. */
export function markdownOf({ title, text, tags }: Note): string {
  const head =
    tags.length === 0
      ? []
      : ['---', 'tags:', ...tags.map((tag) => `  - ${JSON.stringify(tag)}`), '---', ''];
  return [...head, `# ${title}`, '', text.trim(), ''].join('\n');
}

/** Two notes of the same title get two files. */
function named(notes: Note[]): (Note & { file: string })[] {
  const taken = new Set<string>();
  return notes.map((note) => {
    const base = fileNameOf(note.title);
    let file = `${base}.md`;
    for (let count = 2; taken.has(file); count += 1) file = `${base} ${count}.md`;
    taken.add(file);
    return { ...note, file };
  });
}

/** No folders, no dots in front, nothing that a file system refuses. */
function fileNameOf(title: string): string {
  const safe = title
    .replace(/[\\/:*?"<>|#^[\]\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return safe.slice(0, 100).trim() || 'note';
}

function firstWords(text: string): string {
  const line = oneLine(text.split('\n').find((part) => part.trim() !== '') ?? 'Note');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
