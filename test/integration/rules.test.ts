import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer, PolicyTest } from '../../contract/src/index.ts';
import { startHttpHouse, type HttpHouse } from './http-harness.ts';

const rules = `
rules:
  - { id: never-secret, intent: memory.write, when: { tags: secret }, decide: deny }
  - { id: no-ping-for-bots, callers: "bot-*", intent: system.ping, decide: deny }
  - { id: short-waits, intent: system.wait, when: { ms: { above: 100 } }, decide: confirm }
  - { id: few-searches, callers: eager, intent: memory.search, rate: { more_than: 2, within: 1h }, decide: deny }
  - { id: trusted-forgets, callers: trusted, intent: memory.forget, decide: allow }
  - { id: ask-me, callers: asking, intent: memory.write, decide: approve }
`;

let http: HttpHouse;
beforeAll(async () => {
  http = await startHttpHouse(rules);
});
afterAll(() => http.stop());

async function newCaller(name: string, more: Record<string, unknown> = {}) {
  const { key } = await http.newKey({ caller: name, space: `space-of-${name}`, ...more });
  const send = async (path: string, body: unknown) => {
    const { status, body: answer } = await http.post(path, body, { key });
    return { http: status, ...Answer.parse(answer) };
  };
  return {
    key,
    call: (intent: string, inputs: object = {}, more: object = {}) =>
      send('/orchestrate', { intent, inputs, ...more }),
    query: (intent: string, inputs: object = {}) => send('/query', { intent, inputs }),
  };
}

const testPolicy = async (body: unknown) =>
  PolicyTest.parse((await http.asOwner('POST', '/owner/policy/test', body)).body);

describe('a rule that denies', () => {
  it('refuses with its id, and says whom to ask; nothing is done', async () => {
    const { call } = await newCaller('denied');
    const answer = await call('memory.write', { text: 'the code is 1234', tags: ['a', 'secret'] });
    expect(answer).toMatchObject({
      http: 403,
      status: 'error',
      error: { code: 'denied', retryable: false, details: { rule: 'never-secret' } },
    });
    expect(answer.error?.message).toContain('never-secret');
    expect(answer.error?.hint).toMatch(/owner/);
    expect((await call('memory.search', { query: 'code' })).result).toMatchObject({ items: [] });
  });

  it('is not passed by writing many at once', async () => {
    const { call } = await newCaller('many');
    for (const inputs of [
      { memories: [{ text: 'x', tags: ['secret'] }] },
      { memories: [{ text: 'x', tags: ['secret'] }], tags: ['harmless'] },
      { memories: [{ text: 'x' }], tags: ['secret'] },
    ]) {
      expect((await call('memory.write', inputs)).error?.code).toBe('denied');
    }
  });

  it('refuses previews as well, by dry run, query or token', async () => {
    const { call, query } = await newCaller('roundabout');
    const inputs = { text: 'x', tags: ['secret'] };
    const answers = [
      await call('memory.write', inputs, { dry_run: true }),
      await query('memory.write', inputs),
      await call('memory.write', inputs, { confirm_token: 'cfm_x', confirm_dangerous: true }),
    ];
    expect(answers.map(({ error }) => error?.code)).toEqual(['denied', 'denied', 'denied']);
  });

  it('holds for reads, and for the callers that it names only', async () => {
    const bot = await newCaller('bot-1');
    const person = await newCaller('person');
    expect(await bot.call('system.ping')).toMatchObject({ http: 403, error: { code: 'denied' } });
    expect(await bot.query('system.ping')).toMatchObject({ http: 403 });
    expect(await person.call('system.ping')).toMatchObject({ status: 'success' });
  });

  it('counts calls, and goes on counting those that it refuses', async () => {
    const { call } = await newCaller('eager');
    const codes = [];
    for (let n = 0; n < 4; n += 1) {
      codes.push((await call('memory.search', { query: 'x' })).error?.code ?? 'ok');
    }
    expect(codes).toEqual(['ok', 'ok', 'denied', 'denied']);
  });
});

describe('a rule that wants a confirmation', () => {
  it('previews a read first, and runs it once by its token', async () => {
    const { call } = await newCaller('waiting');
    expect(await call('system.wait', { ms: 1 })).toMatchObject({ status: 'success' });
    const preview = await call('system.wait', { ms: 101 });
    expect(preview).toMatchObject({ http: 200, status: 'preview' });
    const token = { confirm_token: preview.confirm?.token };
    const done = await call('system.wait', { ms: 101 }, token);
    expect(done).toMatchObject({ status: 'success', result: { waited_ms: 101 } });
    const receipt = await http.get(`/receipts/${done.receipt_id}`, {
      key: (await newCaller('waiting')).key,
    });
    expect(receipt.body).toMatchObject({ rule: 'short-waits' });
  });
});

describe('a rule that allows', () => {
  it('takes the place of the default', async () => {
    const { call } = await newCaller('trusted');
    const { id } = (await call('memory.write', { text: 'to go' })).result as { id: string };
    const forgotten = await call('memory.forget', { id });
    expect(forgotten).toMatchObject({ status: 'success', result: { forgotten: [id] } });
  });
});

describe('a rule that wants an approval', () => {
  it('has the call wait for the owner', async () => {
    const { call } = await newCaller('asking');
    const answer = await call('memory.write', { text: 'please' });
    expect(answer).toMatchObject({ http: 202, status: 'needs_approval' });
  });
});

describe('POST /owner/policy/test', () => {
  it('explains the decision with every rule, and runs nothing', async () => {
    await newCaller('explained');
    const tested = await testPolicy({
      intent: 'memory.write',
      inputs: { text: 'x', tags: ['secret'] },
      caller: 'explained',
    });
    expect(tested).toMatchObject({
      intent: 'memory.write',
      engine: 'agent',
      caller: 'explained',
      in_scope: true,
      effect: 'write',
      inputs: { text: 'x', tags: ['secret'] },
      decision: { kind: 'deny', rule: 'never-secret', matched: ['never-secret'] },
    });
    expect(tested.rules.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['never-secret', 'matched'],
      ['no-ping-for-bots', 'not_matched'],
      ['short-waits', 'not_matched'],
      ['few-searches', 'not_matched'],
      ['trusted-forgets', 'not_matched'],
      ['ask-me', 'not_matched'],
    ]);
  });

  it('asks as local-cli where nobody is named, by the defaults where no rule matches', async () => {
    const tested = await testPolicy({ intent: 'memory.forget', inputs: { id: 'mem_1' } });
    expect(tested).toMatchObject({
      caller: 'local-cli',
      decision: { kind: 'confirm', rule: 'default:destructive' },
    });
  });

  it('says where the intent is outside of the scopes of the caller', async () => {
    await newCaller('narrow', { scopes: ['memory.*'] });
    const tested = await testPolicy({ intent: 'system.ping', caller: 'narrow' });
    expect(tested).toMatchObject({ in_scope: false, decision: { kind: 'allow' } });
  });

  it.each([
    [{ intent: 'no.such' }, 404, 'unknown_intent'],
    [{ intent: 'system.ping', caller: 'nobody' }, 404, 'caller_not_found'],
    [{ intent: 'system.wait', inputs: { ms: 'long' } }, 400, 'invalid_inputs'],
    [{ inputs: {} }, 400, 'invalid_request'],
  ])('refuses %j', async (body, status, code) => {
    const answer = await http.asOwner('POST', '/owner/policy/test', body);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });

  it('is closed to callers: it tells the rules', async () => {
    const { key } = await newCaller('curious');
    const answer = await http.post('/owner/policy/test', { intent: 'system.ping' }, { key });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'owner_only' } } });
  });
});

describe('changed rules', () => {
  it('count as soon as they are read again, and void the previews made under others', async () => {
    const { call } = await newCaller('changing');
    const { id } = (await call('memory.write', { text: 'kept' })).result as { id: string };
    const preview = await call('memory.forget', { id });
    const token = { confirm_token: preview.confirm?.token };

    http.write(`${rules}  - { id: no-more-pings, intent: system.ping, decide: deny }\n`);
    const reloaded = await http.asOwner('POST', '/owner/reload');
    expect(reloaded.body).toEqual({ reloaded: ['rules'] });

    expect(await call('system.ping')).toMatchObject({
      error: { details: { rule: 'no-more-pings' } },
    });
    const changed = await call('memory.forget', { id }, token);
    expect(changed).toMatchObject({ http: 409, error: { code: 'preview_changed' } });
    const again = await call('memory.forget', { id }, { confirm_token: changed.confirm?.token });
    expect(again).toMatchObject({ status: 'success' });
  });

  it('stay as they were where the new ones are wrong', async () => {
    const wrong =
      'rules: [{ id: a, intent: "*", when: { f: x }, decide: deny, examples: { hit: [{ f: y }] } }]';
    http.write(wrong);
    const { status, body } = await http.asOwner('POST', '/owner/reload');
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(
      /tutti\.yaml:1:\d+: rules\[0\]\.examples\.hit\[0\] should match/,
    );
    const { call } = await newCaller('after-all');
    expect(await call('memory.write', { text: 'x', tags: ['secret'] })).toMatchObject({
      http: 403,
    });
    http.write(rules);
    await http.asOwner('POST', '/owner/reload');
  });
});
