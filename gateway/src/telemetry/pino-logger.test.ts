import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../platform/gateway-error.ts';
import { createPinoLogger } from './pino-logger.ts';

function loggerToMemory(level: 'debug' | 'info' = 'info') {
  const written: string[] = [];
  const log = createPinoLogger({ level, destination: { write: (line) => written.push(line) } });
  const last = () => JSON.parse(written.at(-1) ?? '') as Record<string, unknown>;
  return { log, written, last };
}

describe('createPinoLogger', () => {
  it('writes one line of JSON an event, with time, level and message', () => {
    const { log, written, last } = loggerToMemory();
    log.info({ job_id: 'job_1', duration_ms: 3 }, 'Call finished');
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(last()).toMatchObject({
      level: 'info',
      job_id: 'job_1',
      duration_ms: 3,
      msg: 'Call finished',
    });
    expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('leaves out what is below its level', () => {
    const { log, written } = loggerToMemory('info');
    log.debug({}, 'x');
    expect(written).toEqual([]);
  });

  it('masks secrets and inputs by name, at any depth and in any case', () => {
    const { log, written } = loggerToMemory();
    const hidden = 'hunter2';
    log.warn(
      {
        inputs: { text: hidden },
        Authorization: hidden,
        headers: { cookie: hidden, 'Set-Cookie': hidden, 'x-api-key': hidden },
        list: [{ deep: { confirm_token: hidden, clientSecret: hidden, password: hidden } }],
      },
      'x',
    );
    expect(written[0]).not.toContain(hidden);
    expect(written[0]?.match(/\[redacted\]/g)).toHaveLength(8);
  });

  it('masks what has the form of a secret, wherever it stands', () => {
    const { log, written } = loggerToMemory();
    const secrets = [
      'tutti_abcdefghijklmnopqrstuv',
      'whsec_c2VjcmV0c2VjcmV0',
      'Bearer abcdefghijklmnop',
    ];
    for (const secret of secrets) {
      log.error({ err: new Error(`refused: ${secret}`), note: secret }, `saw ${secret}`);
    }
    for (const line of written) expect(line).not.toMatch(/abcdefghij|c2VjcmV0/);
  });

  it('shows ids and names that only resemble secrets', () => {
    const { log, last } = loggerToMemory();
    log.info({ key_id: 'key_01', keys: 3, tokens_left: 5 }, 'x');
    expect(last()).toMatchObject({ key_id: 'key_01', keys: 3, tokens_left: 5 });
  });

  it('writes errors with code and causes, without their details', () => {
    const { log, written, last } = loggerToMemory();
    const cause = new Error('disk full');
    log.error(
      {
        err: new GatewayError('storage_unavailable', 'Cannot save', {
          hint: '',
          details: { text: 'private' },
          cause,
        }),
      },
      'x',
    );
    expect(last()).toMatchObject({
      err: {
        name: 'GatewayError',
        code: 'storage_unavailable',
        message: 'Cannot save',
        cause: { message: 'disk full' },
      },
    });
    expect(written[0]).not.toContain('private');
  });

  it('lets no value start a new line or steer a terminal', () => {
    const { log, written, last } = loggerToMemory();
    const text = 'a\nb\r\u001b[2J\u009b2J\u2028\u202e';
    log.info({ text }, text);
    expect(written[0]?.slice(0, -1)).toMatch(/^[\u0020-\u007e]*$/);
    expect(last()).toMatchObject({ text, msg: text });
  });

  it('survives circular fields', () => {
    const { log, last } = loggerToMemory();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    log.info({ circle }, 'x');
    expect(last()).toMatchObject({ msg: 'x' });
  });

  it('loses no line when the process exits at once', async () => {
    const script = `
      import { createPinoLogger } from ${JSON.stringify(import.meta.resolve('./pino-logger.ts'))};
      const log = createPinoLogger({ level: 'info' });
      for (let n = 0; n < 1000; n += 1) log.info({ n }, 'line');
      process.exit(0);`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
    ]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1000);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ n: 999 });
  });
});
