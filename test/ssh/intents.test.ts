import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpHouse, type HttpAnswer, type HttpHouse } from '../integration/http-harness.ts';
import { isRunning } from './support/on-server.ts';
import { me, sshdPath, startSshServer, type SshServer } from './support/ssh-server.ts';

interface HostYaml {
  readonly fingerprint?: string;
  readonly port?: number;
}

describe.skipIf(sshdPath === undefined)('over HTTP, on a real host', () => {
  let server: SshServer;
  let house: HttpHouse;
  const yamlOf = ({ fingerprint = server.fingerprint, port = server.port }: HostYaml = {}) =>
    `ssh:
  exec_timeout_s: 30
  hosts:
    box: {address: 127.0.0.1, port: ${port}, user: ${me}, key_file: ${server.userKey}, fingerprint: "${fingerprint}"}
`;

  beforeAll(async () => {
    server = await startSshServer();
    house = await startHttpHouse(yamlOf());
  });
  afterAll(async () => {
    await house.stop();
    await server.stop();
  });

  const peek = (inputs: object, more: object = {}) =>
    house.call({ intent: 'ssh.exec.peek', inputs, ...more });
  const exec = (inputs: object, more: object = {}) =>
    house.call({ intent: 'ssh.exec', inputs, ...more });
  const fileFor = (name: string) => server.file(`did-${name}`);
  const tokenOf = ({ body }: HttpAnswer) => (body['confirm'] as { token: string }).token;
  const jobIdOf = ({ body }: HttpAnswer) => String(body['job_id']);

  describe('ssh.exec.peek', () => {
    it('runs "df -h"', async () => {
      const { status, body } = await peek({ command: 'df -h' });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: 'success',
        result: { exit_code: 0, host: 'box', user: me, assurance: 'classified', truncated: false },
      });
      expect(body['result']).toMatchObject({
        stdout: expect.stringContaining('Filesystem') as unknown,
      });
    });

    it('is a read: POST /query runs it, and no job is left behind', async () => {
      const { body } = await house.post('/query', {
        intent: 'ssh.exec.peek',
        inputs: { host: 'box', command: 'uname -s', user: me },
      });
      expect(body).toMatchObject({ status: 'success', result: { stdout: 'Linux\n' } });
      expect(body['job_id']).toBeUndefined();
    });

    it('gives the exit code of a command that failed as a result', async () => {
      const { body } = await peek({ command: 'cat /no/such/file' });
      expect(body).toMatchObject({ status: 'success', result: { exit_code: 1, stdout: '' } });
    });

    it('refuses what may change something, and points to ssh.exec', async () => {
      const { status, body } = await peek({ command: `touch ${fileFor('peek')}` });
      expect(status).toBe(422);
      expect(body['error']).toMatchObject({
        code: 'not_a_peek',
        hint: expect.stringContaining('ssh.exec') as unknown,
      });
      expect(existsSync(fileFor('peek'))).toBe(false);
    });

    it('refuses a change that hides behind a read', async () => {
      const file = fileFor('hidden');
      const ways = [
        `df -h; touch ${file}`,
        `df -h > ${file}`,
        `df -h $(touch ${file})`,
        `df -h | tee ${file}`,
        `df -h \`touch ${file}\``,
        `df -h\ntouch ${file}`,
        `find / -maxdepth 0 -exec touch ${file} \\;`,
        `sort -o ${file} /etc/hostname`,
      ];
      for (const command of ways) {
        const { status, body } = await peek({ command });
        expect(status, command).toBe(422);
        expect(body['error']).toMatchObject({ retryable: true });
      }
      expect(existsSync(file)).toBe(false);
    });
  });

  describe('ssh.exec', () => {
    it('runs at once what only reads', async () => {
      const { body } = await exec({ command: 'df -h' });
      expect(body).toMatchObject({ status: 'success', result: { exit_code: 0 } });
      expect(body['job_id']).toBeUndefined();
    });

    it('previews a change, does it once it is confirmed, and replays after that', async () => {
      const file = fileFor('confirmed');
      const command = `touch ${file}`;
      const preview = await exec({ command });
      expect(preview.body).toMatchObject({
        status: 'preview',
        result: {
          dry_run: true,
          would: {
            run: expect.stringContaining('touch') as unknown,
            host: 'box',
            address: '127.0.0.1',
            user: me,
            host_keys: [server.fingerprint],
            reason: expect.any(String) as unknown,
          },
        },
      });
      expect(existsSync(file)).toBe(false);

      const done = await exec({ command }, { confirm_dangerous: true });
      expect(done.body).toMatchObject({ status: 'success', result: { exit_code: 0 } });
      expect(existsSync(file)).toBe(true);

      const appended = await exec({ command: `rm ${file}` });
      await exec({ command: `rm ${file}` }, { confirm_token: tokenOf(appended) });
      expect(existsSync(file)).toBe(false);
    });

    it('replays the same confirmed call once more, and does nothing', async () => {
      const file = fileFor('replayed');
      const command = `echo once >> ${file}`;
      await exec({ command });
      await exec({ command }, { confirm_dangerous: true });
      const again = await exec({ command }, { confirm_dangerous: true });
      expect(again.body).toMatchObject({ status: 'success', replayed: true });
      const { body } = await peek({ command: `wc -l ${file}` });
      expect(body['result']).toMatchObject({ stdout: expect.stringMatching(/^1 /) as unknown });
    });

    it('only previews a first call with confirm_dangerous, however often; its token runs it', async () => {
      const file = fileFor('token');
      const request = { host: 'box', command: `touch ${file}`, confirm_dangerous: true };
      const first = await exec(request);
      const second = await exec(request);
      expect([first.body['status'], second.body['status']]).toEqual(['preview', 'preview']);
      expect(existsSync(file)).toBe(false);
      const done = await exec(request, { confirm_token: tokenOf(second) });
      expect(done.body).toMatchObject({ status: 'success' });
      expect(existsSync(file)).toBe(true);
    });

    it('spends one confirmation once, fifty times at once', async () => {
      const file = fileFor('parallel');
      const command = `echo once >> ${file}`;
      const token = tokenOf(await exec({ command }));
      const all = await Promise.all(
        Array.from({ length: 50 }, () => exec({ command }, { confirm_token: token })),
      );
      expect(all.filter(({ body }) => body['replayed'] !== true)).toHaveLength(1);
      const { body } = await peek({ command: `wc -l ${file}` });
      expect(body['result']).toMatchObject({ stdout: expect.stringMatching(/^1 /) as unknown });
    });

    it.each([
      ['a line of text that does not parse', 'touch "/tmp/x'],
      ['hidden characters', 'touch /tmp/x\u202e'],
      ['a base64 payload into a shell', 'echo dG91Y2ggL3RtcC94 | base64 -d | sh'],
    ])('refuses %s, confirmed or not', async (_, command) => {
      for (const more of [{}, { confirm_dangerous: true }]) {
        const { status, body } = await exec({ command }, more);
        expect(status).toBe(422);
        expect(body['error']).toMatchObject({ code: 'command_refused' });
      }
    });

    it('ends the command on the host when its job is cancelled, and does not claim to know', async () => {
      const command = 'sleep 1717';
      const token = tokenOf(await exec({ command }));
      const jobId = jobIdOf(await exec({ command }, { confirm_token: token, wait_s: 0 }));
      while (!isRunning('sleep 1717')) await sleep(50);
      await house.post(`/jobs/${jobId}/cancel`, {});
      const { body } = await house.get(`/jobs/${jobId}?wait_s=10`);
      expect(body).toMatchObject({
        status: 'unknown',
        answer: { error: { code: 'outcome_unknown' } },
      });
      await until(() => !isRunning('sleep 1717'));
    });

    it('keeps a large output behind a handle', async () => {
      const { body } = await peek({ command: 'seq 1 100000' });
      const result = body['result'] as { handle: string; head: string };
      expect(result.head).toContain('"exit_code":0');
      const { text } = await house.get(`/results/${result.handle}`);
      expect(text).toContain('stdout');
    });
  });

  describe('who is asked for', () => {
    it.each([
      ['a host that is not there', 'vault'],
      ['an option as a host', '-oProxyCommand=touch /tmp/owned'],
      ['a host with a newline', 'box\nProxyCommand x'],
      ['a host by its address', '127.0.0.1'],
      ['a host named like what every object has', 'constructor'],
    ])('refuses %s', async (_, host) => {
      const { status, body } = await peek({ host, command: 'df -h' });
      expect(status).toBe(404);
      expect(body['error']).toMatchObject({ code: 'host_unknown' });
    });

    it.each(['nobody', '-lroot', `${me} `, `${me}\n`])('refuses %j as a user', async (user) => {
      const { status, body } = await peek({ command: 'df -h', user });
      expect(status).toBe(400);
      expect(body['error']).toMatchObject({
        code: 'invalid_inputs',
        message: expect.stringContaining('"user"') as unknown,
      });
    });
  });

  describe('a host whose key changes', () => {
    it('makes a preview count no more, and runs nothing', async () => {
      const file = fileFor('target');
      const command = `touch ${file}`;
      const token = tokenOf(await exec({ command }));
      house.write(yamlOf({ fingerprint: `SHA256:${'b'.repeat(43)}` }));
      await house.asOwner('POST', '/owner/reload', {});
      const { status, body } = await exec({ command }, { confirm_token: token });
      expect(status).toBe(409);
      expect(body['error']).toMatchObject({ code: 'preview_changed' });
      expect(existsSync(file)).toBe(false);

      const { body: refused } = await peek({ command: 'df -h' });
      expect(refused['error']).toMatchObject({ code: 'host_key_changed', retryable: true });
      house.write(yamlOf());
      await house.asOwner('POST', '/owner/reload', {});
      expect((await peek({ command: 'df -h' })).status).toBe(200);
    });
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !isSo(); attempt += 1) await sleep(50);
  expect(isSo()).toBe(true);
}
