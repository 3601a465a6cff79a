/**
 * `tutti start --tunnel`. The programs are stand-ins that print what the real ones print: those need an account, or the
 * cloud of somebody else.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAlive } from '../../gateway/src/platform/testing/is-alive.ts';
import { spawnTutti, tutti } from './support/tutti.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tunnel-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cloudflared = `echo "$@" > "$0.args"; echo $$ > "$0.pid"
echo '2026-11-22T10:00:00Z INF |  https://blue-owl-sings.trycloudflare.com  |' >&2
exec sleep 600`;
const tailscale = `echo "$@" > "$0.args"
echo 'Available on the internet:'; echo 'https://box.tail1234.ts.net/'; echo '|-- proxy http://127.0.0.1'
exec sleep 600`;

/** A folder with this program in it, before all others on the PATH. */
function standIn(name: string, script: string) {
  const bin = path.join(folder, `bin-${(count += 1)}`);
  mkdirSync(bin);
  const file = path.join(bin, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    TUTTI_DATA_DIR: path.join(folder, `data-${count}`),
    PORT: '0',
  };
  return { file, env, read: (what: string) => readFileSync(`${file}.${what}`, 'utf8').trim() };
}

async function getAs(host: string, url: string, target: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { port } = new URL(url);
  httpRequest({ host: '127.0.0.1', port, path: target, headers: { host } }, (response) => {
    let text = '';
    response
      .on('data', (chunk: Buffer) => (text += chunk.toString()))
      .on('end', () => resolve(text));
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('tutti start --tunnel', () => {
  it('opens one, is known by its address, and ends it', async () => {
    const { env, read } = standIn('cloudflared', cloudflared);
    const gateway = spawnTutti(['start', '--tunnel', 'cloudflared'], { env });
    const host = 'blue-owl-sings.trycloudflare.com';
    const printed = await gateway.printed(`Others reach it at https://${host}`);
    const url = /listens on (\S+)/.exec(printed)?.[1] ?? '';
    expect(read('args')).toBe(`tunnel --no-autoupdate --url http://127.0.0.1:${new URL(url).port}`);
    const metadata = await getAs(host, url, '/.well-known/oauth-protected-resource');
    expect(JSON.parse(metadata)).toMatchObject({ resource: `https://${host}/mcp` });
    const pid = Number(read('pid'));
    expect(isAlive(pid)).toBe(true);
    gateway.child.kill('SIGTERM');
    expect((await gateway.ended).code).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it('keeps its address when the configuration is read again', async () => {
    const { env } = standIn('tailscale', tailscale);
    const gateway = spawnTutti(['start', '--tunnel', 'tailscale'], { env });
    const printed = await gateway.printed('Others reach it at https://box.tail1234.ts.net');
    const url = /listens on (\S+)/.exec(printed)?.[1] ?? '';
    gateway.child.kill('SIGHUP');
    await gateway.printed('nothing has changed');
    const metadata = await getAs(
      'box.tail1234.ts.net',
      url,
      '/.well-known/oauth-protected-resource',
    );
    expect(JSON.parse(metadata)).toMatchObject({ resource: 'https://box.tail1234.ts.net/mcp' });
    gateway.child.kill('SIGINT');
    await gateway.ended;
  });

  it('says how to come by the program where it is missing, and starts nothing', async () => {
    const { env } = standIn('something-else', 'true');
    const { code, err } = await tutti(['start', '--tunnel', 'cloudflared'], {
      env: { ...env, PATH: path.dirname(process.execPath) },
    });
    expect(code).toBe(1);
    expect(err).toContain('cloudflared is not installed, or not on the PATH');
    expect(err).toContain('docs/connect.md');
    expect(existsSync(env.TUTTI_DATA_DIR)).toBe(false);
  });

  it('says what the program said where it fails', async () => {
    const { env } = standIn('cloudflared', 'echo "no route to the edge" >&2; exit 3');
    const { code, err } = await tutti(['start', '--tunnel', 'cloudflared'], { env });
    expect(code).toBe(1);
    expect(err).toContain('cloudflared ended (3) before it gave an address');
    expect(err).toContain('no route to the edge');
  });

  it('takes no short key along to the whole world', async () => {
    const { env } = standIn('cloudflared', cloudflared);
    const { code, err } = await tutti(['start', '--tunnel', 'cloudflared'], {
      env: { ...env, TUTTI_API_KEY: 'short' },
    });
    expect(code).toBe(1);
    expect(err).toContain('TUTTI_API_KEY has fewer than 32 characters');
  });

  it('knows no other programs', async () => {
    const { code, err } = await tutti(['start', '--tunnel', 'rm -rf']);
    expect(code).toBe(1);
    expect(err).toContain('Take one of: cloudflared, tailscale');
  });

  it('tells when the tunnel ends on its own', async () => {
    const { env, read } = standIn('cloudflared', cloudflared);
    const gateway = spawnTutti(['start', '--tunnel', 'cloudflared'], { env });
    await gateway.printed('Others reach it at');
    process.kill(Number(read('pid')), 'SIGKILL');
    await gateway.printed('cloudflared has ended: nobody reaches the gateway from outside');
    gateway.child.kill('SIGTERM');
    expect((await gateway.ended).code).toBe(0);
  });
});
