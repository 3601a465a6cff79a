import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostOf, isRunning, reach, settingsOf, type Reach } from './support/on-server.ts';
import { me, sshdPath, startSshServer, type SshServer } from './support/ssh-server.ts';

const wrapper = path.resolve(import.meta.dirname, '../../deploy/ssh/tutti-contained');
const canContain =
  sshdPath !== undefined &&
  spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-net', '--unshare-pid', 'true']).status ===
    0;

describe.skipIf(!canContain)('a login behind tutti-contained', () => {
  let server: SshServer;
  let box: Reach;

  beforeAll(async () => {
    server = await startSshServer({ keyOptions: `restrict,command="${wrapper}"` });
    const login = { keyFile: server.userKey };
    box = reach(settingsOf({ box: hostOf(server, { peekAs: { user: me, ...login } }) }));
  });
  afterAll(async () => {
    await box.stop();
    await server.stop();
  });

  it('runs what reads, and says that the host contains it', async () => {
    const ran = await box.run('df -h / && ps -e | wc -l; exit 3');
    expect(ran).toMatchObject({ exit_code: 3, assurance: 'contained' });
    expect(ran.stdout).toContain('Filesystem');
    const here = execFileSync('ps', ['-e'], { encoding: 'utf8' }).split('\n').length;
    expect(Number(ran.stdout.trim().split('\n').at(-1))).toBeGreaterThan(here / 2);
  });

  it('cannot write, not even as root', async () => {
    /* Somewhere that the command sees as it is, and could write to if it were let. */
    const folder = process.getuid?.() === 0 ? '/etc' : homedir();
    const file = path.join(folder, 'tutti-contained-was-here');
    const ran = await box.run(
      `touch ${file}; echo x > ${file}; mount -o remount,rw /; touch ${file}`,
    );
    expect(ran.exit_code).not.toBe(0);
    expect(ran.stderr).toContain('Read-only file system');
    expect(existsSync(file)).toBe(false);
  });

  it('leaves nothing in /tmp', async () => {
    await box.run('touch /tmp/tutti-contained-was-here');
    expect(existsSync('/tmp/tutti-contained-was-here')).toBe(false);
  });

  it('has no network', async () => {
    const { stdout } = await box.run('cut -d: -f1 /proc/net/dev | tail -n +3');
    expect(stdout.trim()).toBe('lo');
  });

  it('cannot signal what runs outside', async () => {
    const ran = await box.run(`kill -0 ${process.pid}`);
    expect(ran.exit_code).not.toBe(0);
  });

  it('ends on the host with all it started when it is cancelled', async () => {
    const controller = new AbortController();
    const asked = box.run('setsid sleep 1011 & sleep 1011', { signal: controller.signal });
    while (!isRunning('sleep 1011')) await sleep(20);
    controller.abort();
    await expect(asked).rejects.toThrow('ended on request');
    for (let attempt = 0; attempt < 100 && isRunning('sleep 1011'); attempt += 1) await sleep(50);
    expect(isRunning('sleep 1011')).toBe(false);
  });

  it('ends when its time is over', async () => {
    await expect(box.run('sleep 1012', { timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'deadline_exceeded',
    });
    expect(isRunning('sleep 1012')).toBe(false);
  });

  it('is not called contained where no wrapper answers', async () => {
    const open = await startSshServer();
    const login = { keyFile: open.userKey };
    const plain = reach(settingsOf({ box: hostOf(open, { peekAs: { user: me, ...login } }) }));
    expect(await plain.run('true')).toMatchObject({ exit_code: 0, assurance: 'classified' });
    await plain.stop();
    await open.stop();
  });
});
