import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  launcher,
  spawnTutti,
  startGateway,
  tutti,
  cleanEnv,
  follow,
  type TestGateway,
} from './support/tutti.ts';

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cli-'));
  gateway = await startGateway({ env: { TUTTI_CONFIG: configFile('limits: { wait_s: 8 }\n') } });
});
afterAll(async () => {
  expect((await gateway.stop()).code).toBe(0);
  rmSync(folder, { recursive: true });
});

describe('tutti call', () => {
  it('shows a result to a person, and gives JSON alone to a program', async () => {
    const written = await run(
      'call',
      'memory.write',
      'text=The spare key is with Ada',
      'tags=home,keys',
    );
    expect(written).toMatchObject({
      code: 0,
      err: expect.stringMatching(/✓ memory\.write/) as string,
    });
    expect(written.out).toContain('text: The spare key is with Ada');

    const found = await run('call', 'memory.search', 'query=spare key', 'k=1', 'tags=home');
    expect(found.out).toMatch(
      /^1\. The spare key is with Ada\n {3}\S+ {2}#home {2}#keys {2}mem_\S+\n$/,
    );

    const { out, err } = await run(
      'call',
      'memory.search',
      '--inputs',
      '{"query":"key"}',
      '--json',
    );
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      status: 'success',
      result: { items: [{ tags: ['home', 'keys'] }] },
    });
  });

  it('takes text from a file and from the standard input', async () => {
    const note = path.join(folder, 'note.txt');
    writeFileSync(note, 'line one\nline two');
    const fromFile = await run('call', 'memory.write', `text=@${note}`, '--json');
    expect(JSON.parse(fromFile.out)).toMatchObject({ result: { text: 'line one\nline two' } });
    const fromInput = await tutti(['call', 'memory.write', '--inputs', '-', '--json'], {
      env: gateway.env,
      input: '{"text":"from a pipe"}',
    });
    expect(JSON.parse(fromInput.out)).toMatchObject({ result: { text: 'from a pipe' } });
  });

  it('tells what is wrong, why and what to do, and exits with 1', async () => {
    const misspelt = await run('call', 'memory.serch', 'query=x');
    expect(misspelt).toMatchObject({ code: 1, out: '' });
    expect(misspelt.err).toContain('"memory.serch"');
    expect(misspelt.err).toContain('memory.search');

    const wrong = await run('call', 'memory.search', 'query=x', 'k=many', '--json');
    expect(wrong).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(wrong.out)).toMatchObject({
      status: 'error',
      error: { code: 'invalid_inputs' },
    });

    for (const name of ['../owner/keys', 'a b', '']) {
      expect((await run('call', name)).err).toContain('is not the name of an intent');
    }
  });

  it('does it once under a key', async () => {
    const call = ['call', 'memory.write', 'text=only once', '--key', 'k1', '--json'];
    const first = JSON.parse((await run(...call)).out) as { result: { id: string } };
    const second: unknown = JSON.parse((await run(...call)).out);
    expect(second).toMatchObject({ replayed: true, result: { id: first.result.id } });
  });

  it('previews what cannot be undone, and gives the very command that does it', async () => {
    const text = `it's "quoted" $HOME`;
    const written = await run('call', 'memory.write', `text=${text}`, '--json');
    const { id } = (JSON.parse(written.out) as { result: { id: string } }).result;

    const preview = await run('call', 'memory.forget', `id=${id}`);
    expect(preview).toMatchObject({ code: 0, out: expect.stringContaining(text) as string });
    expect(preview.err).toContain('nothing was done');
    const command = /^ +(tutti call .*)$/m.exec(preview.err)?.[1] ?? '';
    expect(command).toContain('--confirm-token');

    const confirmed = await shell(command);
    expect(confirmed).toMatchObject({ code: 0 });
    expect((await run('call', 'memory.get', `id=${id}`)).err).toContain('memory_not_found');
  });

  it('shows a job until it ends', async () => {
    const { code, out } = await run('call', 'system.wait', 'ms=1200', '--wait', '0');
    expect({ code, out }).toEqual({ code: 0, out: 'waited_ms: 1200\n' });
  });

  it('leaves a job running on Ctrl-C, and says how to look at it', async () => {
    const call = spawnTutti(['call', 'system.wait', 'ms=60000', '--wait', '0'], gateway);
    const jobId = await runningJob();
    call.child.kill('SIGINT');
    const { code, err } = await call.ended;
    expect(code).toBe(130);
    expect(err).toContain(`tutti jobs get ${jobId} --follow`);

    const followed = run('jobs', 'get', jobId, '--follow');
    expect(await run('jobs', 'cancel', jobId)).toMatchObject({ code: 0 });
    expect((await followed).code).toBe(1);
    expect((await run('jobs', 'get', jobId)).err).toContain('cancelled');
  });

  it('hands out a job with --no-follow', async () => {
    const { code, err } = await run('call', 'system.wait', 'ms=800', '--wait', '0', '--no-follow');
    expect(code).toBe(0);
    expect(err).toMatch(/is running as job job_/);
  });
});

describe('keys', () => {
  it('are made, limited, listed and revoked by the owner', async () => {
    const made = await owner(
      'keys',
      'create',
      'reader',
      '--scopes',
      'memory.search',
      '--expires-days',
      '1',
    );
    expect(made.code).toBe(0);
    const env = { TUTTI_URL: gateway.url, TUTTI_API_KEY: made.out.trim() };
    expect((await tutti(['call', 'memory.search', 'query=key'], { env })).code).toBe(0);
    expect((await tutti(['call', 'memory.write', 'text=x'], { env })).err).toContain(
      'unknown_intent',
    );

    const listed = await owner('keys');
    const keyId = /(key_\S+) {2}ends/.exec(listed.out)?.[1] ?? '';
    expect((await owner('keys', 'revoke', keyId)).code).toBe(0);
    expect((await tutti(['call', 'memory.search', 'query=key'], { env })).err).toContain(
      'unauthenticated',
    );
    expect(JSON.parse((await owner('keys', 'revoke-caller', 'reader', '--json')).out)).toEqual({
      revoked_keys: 0,
    });
  });

  it('need the owner key, which is never taken from a file', async () => {
    const { code, err } = await run('keys', 'list');
    expect(code).toBe(1);
    expect(err).toContain('TUTTI_OWNER_KEY');
    const wrong = await tutti(['keys'], {
      env: { ...gateway.env, TUTTI_OWNER_KEY: gateway.apiKey },
    });
    expect(wrong).toMatchObject({ code: 1, out: '' });
  });

  it('stay at home: the local key is not sent to an address that somebody typed', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, err } = await run('jobs', '--url', `http://127.0.0.1:${port}`);
    server.close();
    expect({ code, seen }).toEqual({ code: 1, seen: [] });
    expect(err).toContain('TUTTI_API_KEY');
  });
});

describe('the other commands', () => {
  it('list and search intents, and show one with commands to copy', async () => {
    expect((await run('intents')).out).toMatch(/^memory\.write +write /m);
    expect((await run('intents', 'remember', 'something')).out).toMatch(/^memory\.\w+/);
    const shown = await run('intents', 'show', 'memory.search');
    const command = /^ +(tutti call .*)$/m.exec(shown.out)?.[1] ?? '';
    expect((await shell(command)).code).toBe(0);
  });

  it('list jobs and receipts, page by page', async () => {
    await run('call', 'memory.write', 'text=for the list');
    const jobs = JSON.parse((await run('jobs', '--limit', '1', '--json')).out) as Listed;
    expect(jobs.items).toHaveLength(1);
    const next = await run('jobs', '--cursor', jobs.next_cursor ?? '', '--json');
    expect((JSON.parse(next.out) as Listed).items).not.toHaveLength(0);
    expect((await owner('jobs', '--all', '--status', 'success')).out).toMatch(/^job_/);

    const receiptId = /^rcp_\S+/.exec((await run('receipts')).out)?.[0] ?? '';
    expect((await run('receipts', receiptId)).out).toContain(`receipt_id: ${receiptId}`);
  });

  it('refuse to resolve what is known', async () => {
    const jobId = /^job_\S+/.exec((await run('jobs', '--status', 'success')).out)?.[0] ?? '';
    expect((await owner('jobs', 'resolve', jobId)).err).toContain('--happened or --not');
    expect((await owner('jobs', 'resolve', jobId, '--not')).err).toContain('job_settled');
  });

  it('reload the configuration', async () => {
    configFile('limits: { wait_s: 9 }\n');
    expect((await owner('reload')).out).toBe('Now in force: limits.\n');
    expect((await owner('reload')).out).toBe('Nothing has changed.\n');
    const file = configFile('limit: {}\n');
    const refused = await owner('reload');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`${file}:1:1: "limit" is not a field; did you mean "limits"?`);
    configFile('limits: { wait_s: 9 }\n');
  });

  it('examine a gateway that runs', async () => {
    const { code, out } = await run('doctor', '--json');
    const { findings } = JSON.parse(out) as { findings: { check: string; verdict: string }[] };
    expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(findings.map(({ check }) => check)).toContain('engines');
    expect(code).toBe(0);
  });

  it('know that no gateway runs', async () => {
    const env = { TUTTI_DATA_DIR: path.join(folder, 'empty'), PORT: '0' };
    expect((await tutti(['jobs'], { env })).err).toContain('tutti start');
    const url = 'http://127.0.0.1:59999';
    const { err } = await tutti(['jobs', '--url', url, '--api-key', 'k'], { env });
    expect(err).toContain(`No gateway is running at ${url}`);
    expect((await tutti(['doctor'], { env })).code).toBe(0);
    const config = configFile('prot: 1\n', 'wrong.yaml');
    const sick = await tutti(['doctor', '--config', config], { env });
    expect(sick).toMatchObject({
      code: 1,
      out: expect.stringContaining('did you mean "port"?') as string,
    });
  });

  it('write a configuration that starts', async () => {
    const cwd = mkdtempSync(path.join(folder, 'init-'));
    expect((await tutti(['init'], { cwd })).code).toBe(0);
    expect((await tutti(['init'], { cwd })).err).toContain('--force');
    const schema: unknown = JSON.parse(readFileSync(path.join(cwd, 'tutti.schema.json'), 'utf8'));
    expect(schema).toMatchObject({ properties: { limits: {} } });
    const started = await startGateway({ cwd });
    expect((await started.stop()).code).toBe(0);
  });
});

interface Listed {
  readonly items: readonly unknown[];
  readonly next_cursor?: string;
}

function run(...args: string[]) {
  return tutti(args, { env: gateway.env });
}

function owner(...args: string[]) {
  return tutti(args, { env: { ...gateway.env, TUTTI_OWNER_KEY: gateway.ownerKey } });
}

/** Runs a line as a person would who copied it. */
function shell(line: string) {
  const script = `tutti() { '${process.execPath}' '${launcher}' "$@"; }\n${line}`;
  return follow(spawn('sh', ['-c', script], { env: cleanEnv(gateway.env) })).ended;
}

function configFile(text: string, name = 'tutti.yaml'): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function runningJob(): Promise<string> {
  for (;;) {
    const { out } = await run('jobs', '--status', 'running', '--json');
    const [job] = (JSON.parse(out) as { items: { job_id: string }[] }).items;
    if (job !== undefined) return job.job_id;
  }
}
