import { describe, expect, it } from 'vitest';
import { eventIdOf, eventOf, previewEvent, scheduledEvent } from './calendar-event.ts';
import { digestOf, mailSource, memorySource } from './digest.ts';
import { highlights } from './highlights.ts';
import { modelAnswer } from './model-answer.ts';
import {
  compareFiles,
  comparePages,
  filesThere,
  markdownOf,
  notesOf,
  syncedNotes,
} from './notes.ts';
import { failed } from './outcome.ts';
import { readCall } from './read-call.ts';
import { findingsIn, reviewOf } from './review.ts';
import { sinceDate } from './since.ts';
import { chooseChannels, slackSummary, talkOf } from './slack-summary.ts';
import { createdTask, linearPlace, taskOf } from './tasks.ts';
import { countLabelled, previewTriage } from './triage.ts';

const iso = (text: string) => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};
const now = new Date('2026-11-22T12:00:00Z');

describe('the call', () => {
  const body = {
    intent: 'a.b',
    inputs: { x: 1 },
    job_id: 'job_1',
    callback: { url: 'http://t/flows/runs/job_1/', token: 'k' },
  };

  it('settles later only where there is a callback and something is really done', () => {
    expect(readCall({ body }, 'a.b', true)).toMatchObject({
      later: true,
      callback_url: 'http://t/flows/runs/job_1',
      plan: null,
    });
    expect(readCall({ body: { ...body, dry_run: true } }, 'a.b', true).later).toBe(false);
    expect(readCall({ body: { ...body, callback: undefined } }, 'a.b', true).later).toBe(false);
    expect(readCall({ body }, 'a.b', false).later).toBe(false);
  });

  it('refuses what was meant for another flow', () => {
    expect(() => readCall({ body }, 'a.c', true)).toThrow('"a.c"');
    expect(() => readCall({}, 'a.c', true)).toThrow('asked for undefined');
  });
});

describe('a failure', () => {
  const link = {
    execution_id: '7',
    workflow_id: 'w',
    webhook_url: 'http://n8n:5678/webhook/a-b',
    node: 'Send',
  };

  it('names the step and links to the execution', () => {
    const { error } = failed(
      { error: { message: 'Forbidden', description: 'no scope' } },
      { ...link, changed: false },
    );
    expect(error.message).toBe('The step "Send" failed: Forbidden (no scope)');
    expect(error.details.execution_url).toBe('http://n8n:5678/workflow/w/executions/7');
  });

  it('may be tried again only where nothing was changed yet', () => {
    expect(failed({ error: 'x' }, { ...link, changed: false }).error.retryable).toBe(true);
    expect(failed({ error: 'x' }, { ...link, changed: true }).error.retryable).toBe(false);
  });
});

it.each([
  ['24h', '2026-11-21T12:00:00.000Z'],
  ['30m', '2026-11-22T11:30:00.000Z'],
  ['2w', '2026-11-08T12:00:00.000Z'],
  ['', '2026-11-21T12:00:00.000Z'],
  ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
])('takes "%s" as a moment', (since, expected) => {
  expect(sinceDate(since, now).toISOString()).toBe(expected);
  expect(() => sinceDate('soon', now)).toThrow('"since" must look like');
});

describe('gmail.triage', () => {
  const mail = {
    id: 'm1',
    threadId: 't',
    Subject: 'Hi',
    From: 'a@b.c',
    internalDate: '1795300000000',
  };

  it('shows what would be labelled, and plans exactly that', () => {
    const { result, plan } = previewTriage([mail, {}], { label: 'L', most: 50 });
    expect(result).toMatchObject({ dry_run: true, found: 1, would_apply_label: 'L' });
    expect(plan).toEqual({ label: 'L', message_ids: ['m1'] });
  });

  it('does not take what a broken step passed on for an answer', () => {
    expect(() => previewTriage([{ inputs: {} } as object], { label: 'L', most: 50 })).toThrow(
      'could not be read',
    );
  });

  it('counts what Gmail confirmed, and tells gone from failed', () => {
    const wanted = ['m1', 'm2', 'm3', 'm4'].map((message_id) => ({ message_id, label_id: 'L1' }));
    const outcomes = [
      { id: 'm1', labelIds: ['INBOX', 'L1'] },
      { error: 'The resource you are requesting could not be found (item 1)' },
      { error: { message: 'Quota exceeded' } },
      { message_id: 'm4', label_id: 'L1' },
    ];
    expect(countLabelled(wanted, outcomes, 'L').result).toEqual({
      labeled: 1,
      label: 'L',
      vanished: ['m2'],
      failed: [
        { id: 'm3', why: 'Quota exceeded' },
        { id: 'm4', why: 'Gmail did not confirm it.' },
      ],
    });
  });
});

describe('slack.summarize', () => {
  const ops = { id: 'C1', name: 'ops' };

  it('finds channels by name, "#name" and id, and names those that are not there', () => {
    expect(chooseChannels([ops], ['#OPS'])).toEqual([ops]);
    expect(chooseChannels([ops], ['c1'])).toEqual([ops]);
    expect(() => chooseChannels([ops], ['dev'])).toThrow('no channel dev');
  });

  it('puts names for ids, and says which channel could not be read', () => {
    const message = { ts: '1795300000.1', text: 'ask <@U2>', user: 'U1' };
    const users = [
      { id: 'U1', real_name: 'Grace' },
      { id: 'U2', name: 'ada' },
    ];
    const talk = talkOf(
      [ops, { id: 'C2', name: 'hr' }],
      [
        { channel: 0, message },
        { channel: 1, message: { error: 'not_in_channel' } },
      ],
      users,
    );
    const { result } = slackSummary(talk, { since: 'x', model: { text: null, name: 'm' } });
    expect(result.summary).toContain('Grace: ask @ada');
    expect(result.channels[1]).toMatchObject({ channel: 'hr', not_read: 'not_in_channel' });
    expect(() =>
      slackSummary(talk.slice(1), { since: 'x', model: { text: null, name: 'm' } }),
    ).toThrow('not_in_channel');
  });

  it('picks questions and decisions over chatter, in their order', () => {
    const said = ['hi', 'ok', 'Who can deploy?', 'thanks', 'We decided to release today'].map(
      (text, index) => ({ who: 'a', at: `2026-01-0${index + 1}`, text }),
    );
    expect(highlights(said, 2).map(({ text }) => text)).toEqual([
      'Who can deploy?',
      'We decided to release today',
    ]);
  });
});

describe('a model', () => {
  const settings = { model_url: 'http://m/v1', model: 'm' };

  it('is used where it answers, and named where it does not', () => {
    expect(modelAnswer({ choices: [{ message: { content: ' Hi ' } }] }, settings).model).toEqual({
      text: 'Hi',
      name: 'm',
    });
    expect(modelAnswer({ error: { message: '401' } }, settings).model).toEqual({
      text: null,
      name: 'm',
      why_not: '401',
    });
    expect(modelAnswer({}, { model: 'm' }).model).toEqual({ text: null, name: 'm' });
  });
});

describe('digest.daily', () => {
  const model = { text: null, name: 'm' };
  const gathered = {
    since: 's',
    mails: mailSource([{ error: { message: 'no credential' } }]),
    events: { items: [], why_not: 'no credential' },
    memories: memorySource(
      {
        result: {
          items: [
            { text: 'old', created_at: 'r' },
            { text: 'new', created_at: 't', tags: [] },
          ],
        },
      },
      's',
    ),
  };

  it('leaves out what cannot be read, and says so', () => {
    const { result } = digestOf(gathered, model);
    expect(result.memories.map(({ text }) => text)).toEqual(['new']);
    expect(result.not_read).toEqual({ mails: 'no credential', events: 'no credential' });
  });

  it('fails where nothing can be read', () => {
    expect(() => digestOf({ ...gathered, memories: memorySource({}, 's') }, model)).toThrow(
      'Nothing could be read',
    );
  });
});

describe('calendar.schedule', () => {
  const inputs = { title: 'Grace', start: '2027-03-01T10:00Z' };

  it('takes half an hour where no end is given', () => {
    expect(eventOf(inputs, iso)).toMatchObject({
      start: '2027-03-01T10:00:00.000Z',
      end: '2027-03-01T10:30:00.000Z',
      calendar: 'primary',
    });
  });

  it.each([{ start: 'tomorrow' }, { end: '2027-03-01T09:00Z' }, { end: 'later' }])(
    'refuses %o',
    (wrong) => {
      expect(() => eventOf({ ...inputs, ...wrong }, iso)).toThrow(/"(start|end)" must/);
    },
  );

  it('names what is there already, but nothing that is free or cancelled', () => {
    const at = { dateTime: '2027-03-01T10:00:00Z' };
    const others = [
      { id: '1', summary: 'Stand-up', start: at, end: at },
      { id: '2', summary: 'Off', status: 'cancelled', start: at },
      { id: '3', summary: 'Free', transparency: 'transparent', start: at },
      {},
    ];
    expect(
      previewEvent(eventOf(inputs, iso), others).result.conflicts.map(({ title }) => title),
    ).toEqual(['Stand-up']);
  });

  it('finds an event that the same run made before', () => {
    expect(eventIdOf('job_1z')).toMatch(/^[a-v0-9]{5,1024}$/);
    const wanted = { ...eventOf(inputs, iso), id: 'e1' };
    expect(
      scheduledEvent({ error: 'The requested identifier already exists.' }, wanted).result,
    ).toMatchObject({ event_id: 'e1', was_there: true });
    expect(() => scheduledEvent({ error: 'Forbidden' }, wanted)).toThrow('Forbidden');
    expect(() => scheduledEvent({}, wanted)).toThrow('did not confirm');
  });
});

describe('tasks.create', () => {
  it('chooses GitHub or Linear by what is given, then by the defaults', () => {
    expect(taskOf({ title: 't', repo: 'a/b' }, {})).toMatchObject({
      to: 'github',
      owner: 'a',
      repository: 'b',
    });
    expect(taskOf({ title: 't', team: 'ENG' }, { default_repo: 'a/b' }).to).toBe('linear');
    expect(taskOf({ title: 't' }, { default_team: 'ENG' }).to).toBe('linear');
    expect(() => taskOf({ title: 't' }, {})).toThrow('"repo" must name');
    expect(() => taskOf({ title: 't', to: 'linear' }, {})).toThrow('"team" must name');
  });

  it('finds the team by key, and open issues of the same title', () => {
    const reply = {
      data: {
        teams: { nodes: [{ id: 'i', key: 'ENG', name: 'Engineering' }] },
        issues: { nodes: [{ identifier: 'ENG-1', title: 'T', url: 'u' }] },
      },
    };
    expect(linearPlace(taskOf({ title: 't', team: 'eng' }, {}), reply)).toMatchObject({
      team_id: 'i',
      similar: [{ key: 'ENG-1' }],
    });
    expect(() => linearPlace(taskOf({ title: 't', team: 'x' }, {}), reply)).toThrow(
      'there are: ENG',
    );
    expect(() =>
      linearPlace(taskOf({ title: 't', team: 'x' }, {}), { errors: [{ message: 'no key' }] }),
    ).toThrow('no key');
  });

  it('believes only an issue with a number', () => {
    expect(createdTask('github', { number: 2, html_url: 'u', title: 't' }).result.created.key).toBe(
      '#2',
    );
    expect(() => createdTask('github', { title: 't' })).toThrow('No issue was confirmed');
  });
});

describe('code.review', () => {
  const patch = [
    '@@ -1,2 +10,4 @@',
    ' const a = 1;',
    '-debugger;',
    '+console.log(a);',
    '+const b = 2;',
    '+// TODO measure',
  ].join('\n');

  it('finds known signs in added lines, with their line numbers', () => {
    expect(findingsIn([{ filename: 'a.ts', patch }])).toEqual([
      { file: 'a.ts', line: 11, what: 'this looks like a leftover of debugging' },
      { file: 'a.ts', line: 13, what: 'something is left to do' },
    ]);
  });

  it('plans to post exactly the review that it shows', () => {
    const pull = { number: 7, title: 'Faster', head: { sha: 'abc' } };
    const files = [{ filename: 'a.ts', status: 'modified', additions: 3, deletions: 1, patch }];
    const { result, plan } = reviewOf({ repo: 'o/r', pull, files }, { text: null, name: 'm' });
    expect(plan).toEqual({ repo: 'o/r', number: 7, head: 'abc', review: result.review });
    expect(result.review).toContain('`a.ts:11`');
    expect(result.review).toContain('no test is');
  });
});

describe('notes.sync', () => {
  const note = { title: 'Key', text: 'The key is with Ada.', tags: ['house'] };

  it('takes the notes given, and memories where there are none', () => {
    expect(notesOf({ notes: [{ text: 'A\nb' }] }, {}, null)).toEqual([
      { title: 'A', text: 'A\nb', tags: [] },
    ]);
    const answer = {
      result: {
        items: [
          { text: 'x', created_at: '2' },
          { text: 'y', created_at: '1' },
        ],
      },
    };
    expect(notesOf({}, answer, '2').map(({ title }) => title)).toEqual(['x']);
    expect(() => notesOf({}, {}, null)).toThrow('There are no "notes"');
  });

  it('compares files by their whole text', () => {
    const [planned] = compareFiles([note], []);
    expect(planned).toMatchObject({ action: 'create', file: 'Key.md' });
    expect(compareFiles([note], [{ fileName: 'Key.md', data: markdownOf(note) }])[0]?.action).toBe(
      'unchanged',
    );
    expect(compareFiles([note], [{ fileName: 'Key.md', data: 'other' }])[0]?.action).toBe('update');
  });

  it.each([
    ['../../etc/passwd', 'etc passwd.md'],
    ['a/b:c', 'a b c.md'],
    ['...', 'note.md'],
    ['.hidden', 'hidden.md'],
  ])('keeps the file of "%s" in its folder', (title, file) => {
    expect(compareFiles([{ ...note, title }], [])[0]?.file).toBe(file);
  });

  it('gives two notes of one title two files', () => {
    expect(compareFiles([note, note], []).map(({ file }) => file)).toEqual(['Key.md', 'Key 2.md']);
  });

  it('takes an empty folder for what it is, and other errors for errors', () => {
    expect(filesThere([{ error: 'No file(s) found' }])).toEqual([]);
    expect(() => filesThere([{ error: 'Access denied' }])).toThrow('Access denied');
  });

  it('adds to a page only what it lacks', () => {
    const pages = [{ id: 'p', name: 'key' }];
    expect(comparePages([note], [], [])[0]?.action).toBe('create');
    expect(comparePages([note], pages, [])[0]).toMatchObject({ action: 'update', page_id: 'p' });
    expect(comparePages([note], pages, [{ page_id: 'p', text: note.text }])[0]?.action).toBe(
      'unchanged',
    );
  });

  it('reports what vanished and what failed', () => {
    const wanted = [
      { ...note, action: 'create' as const },
      { ...note, title: 'Gone', action: 'update' as const },
    ];
    expect(
      syncedNotes(wanted, [{ done: true }, { done: false, why: 'Could not be found: 404' }], 3)
        .result,
    ).toEqual({ created: ['Key'], updated: [], unchanged: 3, vanished: ['Gone'] });
    expect(() => syncedNotes(wanted.slice(0, 1), [], 0)).toThrow('No note was written');
  });
});
