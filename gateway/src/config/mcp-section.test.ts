import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';

const machine = { platform: 'linux', home: '/home/ada', cwd: '/srv' } as const;

function serversOf(yaml: string, env = {}) {
  const text = `mcp:\n  servers:\n${yaml.replaceAll(/^/gm, '    ')}`;
  return parseConfig({ text, file: '/srv/tutti.yaml', env, machine }).mcp;
}

describe('mcp.servers', () => {
  it('takes the entries of an mcpServers file as they are', () => {
    const { servers } = serversOf(
      `files: {command: npx, args: [-y, "@scope/server@1.2.3", ./docs], env: {TOKEN: "\${TOKEN}"}}
remote: {type: http, url: "https://mcp.example.org/mcp", headers: {Authorization: "Bearer \${TOKEN}"}}
old: {type: sse, url: "http://10.0.0.5/sse"}`,
      { TOKEN: 'secret' },
    );
    expect(servers['files']).toEqual({
      way: {
        kind: 'stdio',
        command: 'npx',
        args: ['-y', '@scope/server@1.2.3', './docs'],
        env: { TOKEN: 'secret' },
        cwd: '/srv',
      },
      effects: [],
      exposeAs: 'prefixed',
      forward: [],
      deadlineMs: 120_000,
      startTimeoutMs: 60_000,
      concurrency: 32,
    });
    expect(servers['remote']?.way).toEqual({
      kind: 'http',
      url: 'https://mcp.example.org/mcp',
      headers: { Authorization: 'Bearer secret' },
    });
    expect(servers['old']?.way.kind).toBe('sse');
  });

  it('passes on of the environment only what programs need to start', () => {
    const env = { PATH: '/usr/bin', LANG: 'C', HOME: '/home/ada', TUTTI_API_KEY: 'k'.repeat(40) };
    expect(serversOf('{}', env).baseEnv).toEqual({ PATH: '/usr/bin', LANG: 'C' });
  });

  it('counts paths from the folder of the file', () => {
    const { servers } = serversOf(
      'a: {command: ./bin/server, cwd: work, permissions: {read: [docs], write: [~/out], net: true}}',
    );
    expect(servers['a']?.way).toMatchObject({
      command: '/srv/bin/server',
      cwd: '/srv/work',
      permissions: { read: ['/srv/docs'], write: ['/home/ada/out'], net: true },
    });
  });

  it('leaves out what is disabled, and keeps the order of effects', () => {
    const { servers } = serversOf(
      'a: {command: x, effects: {read_secret: outward, "read_*": read}}\nb: {command: y, disabled: true}',
    );
    expect(Object.keys(servers)).toEqual(['a']);
    expect(servers['a']?.effects).toEqual([
      { match: 'read_secret', effect: 'outward' },
      { match: 'read_*', effect: 'read' },
    ]);
  });

  it.each([
    ['a: {}', 'must have a command or a url'],
    ['a: {command: x, url: "http://x/"}', 'must have a command or a url'],
    ['a: {command: x, type: sse}', 'must have a url for the type "sse"'],
    ['a: {url: "http://x/", type: stdio}', 'must have a command for the type "stdio"'],
    ['a: {url: "http://x/", permissions: {}}', 'cannot have permissions without a command'],
    ['"a.b": {command: x}', 'must have a name of letters'],
    ['a: {command: x, expose_as: other}', 'expose_as'],
    ['a: {command: x, trust: true}', 'trust'],
  ])('refuses %s', (yaml, problem) => {
    const parse = () => serversOf(yaml);
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(problem);
  });
});
