import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { parseConfig, type ConfigSource } from './parse-config.ts';

const machine = { platform: 'linux', home: '/home/ada', cwd: '/srv/app' } as const;

describe('parseConfig', () => {
  it('has a default for everything', () => {
    expect(configOf('')).toEqual({
      host: '127.0.0.1',
      port: 8000,
      dataDir: '/home/ada/.local/share/tutti',
      configFile: '/srv/app/tutti.yaml',
      logLevel: 'info',
      mcp: { maxTools: 40, baseEnv: {}, servers: {} },
      owner: { notify: [] },
      routes: [],
      rules: [],
      flows: { providers: {}, intents: {} },
      auth: {
        signIn: true,
        register: true,
        accessTokenS: 3600,
        refreshTokenS: 30 * 24 * 3600,
        privateHosts: [],
      },
      memory: {},
      ssh: {
        connectTimeoutMs: 10_000,
        peekTimeoutMs: 20_000,
        execTimeoutMs: 60_000,
        idleMs: 60_000,
        hosts: {},
      },
      limits: {
        ratePerMinute: 6000,
        maxRunning: 4096,
        resultMaxChars: 60_000,
        bodyMaxBytes: 1_048_576,
        waitS: 8,
        receiptsOfReadsDays: 30,
        runsDays: 90,
      },
    });
  });

  it('needs no file', () => {
    expect(parseConfig({ env: {}, machine })).not.toHaveProperty('configFile');
  });

  it('takes the file, and lets the environment win', () => {
    const text = 'host: 127.0.0.2\nport: 9000\nlimits: { wait_s: 2.5 }\nlog_level: warn\n';
    const config = configOf(text, { PORT: '0', TUTTI_LOG_LEVEL: 'debug' });
    expect(config).toMatchObject({ host: '127.0.0.2', port: 0, logLevel: 'debug' });
    expect(config.limits).toMatchObject({ waitS: 2.5, maxRunning: 4096 });
  });

  it('treats a variable that is set to nothing as not set', () => {
    expect(configOf('', { PORT: '', TUTTI_API_KEY: '', DATABASE_URL: '' }).port).toBe(8000);
  });

  it('is frozen through and through', () => {
    const config = configOf('routes: [{ match: "memory.*", engine: agent }]');
    expect([config, config.limits, config.routes, config.routes[0]].every(Object.isFrozen)).toBe(
      true,
    );
  });

  it('takes relative paths of the file from its folder, those of the environment from here', () => {
    const source = { text: 'data_dir: ./data', file: 'etc/tutti.yaml', machine };
    expect(parseConfig({ ...source, env: {} }).dataDir).toBe(path.resolve('/srv/app/etc/data'));
    expect(parseConfig({ ...source, env: { TUTTI_DATA_DIR: 'here' } }).dataDir).toBe(
      path.resolve('/srv/app/here'),
    );
    expect(configOf('data_dir: ~/tutti').dataDir).toBe(path.resolve('/home/ada/tutti'));
  });

  it('gives the public address without its last slash', () => {
    expect(configOf('public_url: https://tutti.example.org/').publicUrl).toBe(
      'https://tutti.example.org',
    );
    expect(problemsOf('public_url: tutti.example.org')).toEqual([
      'tutti.yaml:1:13: public_url must look like "https://tutti.example.org", not "tutti.example.org"',
    ]);
  });
});

describe('a mistake in the file', () => {
  it('is named with its place, its field and what was expected', () => {
    expect(problemsOf('port: 8000\nlimits:\n  wait_s: long\n  max_running: 0.5\n')).toEqual([
      'tutti.yaml:3:11: limits.wait_s must be a number, not "long"',
      'tutti.yaml:4:16: limits.max_running must be a whole number, not "0.5"',
    ]);
    expect(problemsOf('limits: { wait_s: 41, runs_days: 0 }')).toEqual([
      'tutti.yaml:1:19: limits.wait_s must be at most 40, not "41"',
      'tutti.yaml:1:34: limits.runs_days must be at least 1, not "0"',
    ]);
    expect(problemsOf('log_level: loud')).toEqual([
      'tutti.yaml:1:12: log_level must be debug, info, warn, error or silent, not "loud"',
    ]);
    expect(problemsOf('routes:\n  - { match: "a b" }\n')).toEqual([
      'tutti.yaml:2:5: routes[0].engine is missing; it must be agent, flow or mcp',
      'tutti.yaml:2:14: routes[0].match must be an intent name or a pattern such as "memory.*", not "a b"',
    ]);
    expect(problemsOf('limits:\nport: 1')).toEqual([
      'tutti.yaml:1:8: limits is empty; it must be a group of fields',
    ]);
  });

  it('names the field that was probably meant', () => {
    expect(problemsOf('prot: 8000\nlimits:\n  ratePerMinute: 5\n')).toEqual([
      'tutti.yaml:1:1: "prot" is not a field; did you mean "port"?',
      'tutti.yaml:3:3: "limits.ratePerMinute" is not a field; did you mean "rate_per_minute"?',
    ]);
    expect(problemsOf('routes: [{ match: "*", engine: agent, priority: 1 }]')).toEqual([
      'tutti.yaml:1:39: "routes[0].priority" is not a field; the fields here are match and engine',
    ]);
  });

  it('is a rule that does not say what its examples say', () => {
    const rules = [
      'rules:',
      '  - id: prod',
      '    intent: ssh.exec',
      '    when: { host: prod-* }',
      '    decide: approve',
      '    examples:',
      '      hit:',
      '        - { host: prod-1 }',
      '        - { host: test-1 }',
    ].join('\n');
    expect(problemsOf(rules)).toEqual([
      'tutti.yaml:9:11: rules[0].examples.hit[1] should match, but does not: host: it is "test-1"; wanted: "prod-*"',
    ]);
  });

  it('is a rule that cannot be understood', () => {
    const [a, b] = ['{ id: a, intent: "*", decide: no }', '{ id: a, intent: "*", dcide: deny }'];
    expect(problemsOf(`rules:\n  - ${a}\n  - ${b}\n`)).toEqual([
      'tutti.yaml:2:35: rules[0].decide must be allow, confirm, approve or deny, not "no"',
      'tutti.yaml:3:5: rules[1].decide is missing; it must be allow, confirm, approve or deny',
      'tutti.yaml:3:27: "rules[1].dcide" is not a field; did you mean "decide"?',
    ]);
  });

  it('is a key', () => {
    expect(problemsOf('owner_key: hunter2')[0]).toContain(
      'set the environment variable TUTTI_OWNER_KEY',
    );
  });

  it.each([
    [
      'a field that stands twice',
      'port: 1\nhost: a\nport: 2\n',
      /:3:1: "port" stands here for the second time/,
    ],
    ['bad YAML', 'port: "1\n', /:2:1: this is not YAML/],
    ['a tab', 'limits:\n\twait_s: 1\n', /:2:1: this is not YAML: Tabs are not allowed/],
    ['two documents', 'port: 1\n---\nport: 2\n', /:2:1: this is not YAML/],
    ['an unknown tag', 'host: !env HOST\n', /:1:7: this is not YAML: Unresolved tag/],
    ['a list', '- port\n', /the file must hold fields/],
    ['a bare word', 'port', /the file must hold fields/],
    ['an unknown alias', 'host: *nobody\n', /anchors and aliases .* cannot be followed/],
    [
      'a field that JavaScript treats specially',
      '__proto__: { port: 1 }\n',
      /"__proto__" is not a field/,
    ],
    ['too much', `# ${'x'.repeat(300_000)}`, /is too large/],
    ['too deep', '['.repeat(20_000), /this is not YAML/],
  ])('is refused: %s', (_, text, expected) => {
    expect(problemsOf(text)[0]).toMatch(expected);
  });

  it('refuses aliases that multiply, and follows those that do not', () => {
    const names = ['b', 'c', 'd', 'e', 'f', 'g'];
    const bomb = names.map((name, index) => {
      const before = `*${['a', ...names][index] ?? ''}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
    });
    expect(problemsOf(['a: &a [x, x]', ...bomb].join('\n'))[0]).toMatch(/resource exhaustion/);
    const shared =
      'routes:\n  - { match: a, engine: &which agent }\n  - { match: b, engine: *which }\n';
    expect(configOf(shared).routes).toHaveLength(2);
  });
});

describe('variables', () => {
  it('are put in anywhere in a value, and take the type that the field wants', () => {
    const text = 'host: "${A}.${B}"\nport: ${P}\npublic_url: ${U}\nlimits: {wait_s: ${W}}\n';
    const env = { A: '127.0', B: '0.1', P: '81', U: 'http://127.0.0.1:1', W: '2.5' };
    expect(configOf(text, env)).toMatchObject({
      host: '127.0.0.1',
      port: 81,
      publicUrl: 'http://127.0.0.1:1',
      limits: { waitS: 2.5 },
    });
    expect(configOf('data_dir: ${DIR}', { DIR: '12' }).dataDir).toBe(path.resolve('/srv/app/12'));
  });

  it('are named with their line when they are not set', () => {
    expect(problemsOf('host: a\npublic_url: https://${DOMAIN}\n')).toEqual([
      'tutti.yaml:2:13: the environment variable DOMAIN is not set; set it, or write "$${DOMAIN}" for the characters themselves',
    ]);
    expect(problemsOf('host: ${constructor}')[0]).toContain('constructor is not set');
    expect(problemsOf('host: ${A-B}', { 'A-B': 'x' })[0]).toContain(
      'does not name an environment variable',
    );
  });

  it('are left alone in comments and behind $$', () => {
    expect(configOf('# ${NOPE}\ndata_dir: /d/$${HOME}\n', { HOME: 'x' }).dataDir).toBe(
      path.resolve('/d/${HOME}'),
    );
  });

  it('cannot bring in structure, other variables, or names of fields', () => {
    const env = { EVIL: 'a\nport: 1', NESTED: '${HOME}', HOME: '/h', NAME: 'port' };
    expect(configOf('data_dir: ${EVIL}', env)).toMatchObject({ port: 8000 });
    expect(configOf('data_dir: /d/${NESTED}', env).dataDir).toBe(path.resolve('/d/${HOME}'));
    expect(problemsOf('${NAME}: 1', env)[0]).toBe(
      'tutti.yaml:1:1: "${NAME}": a variable cannot be the name of a field',
    );
  });

  it('are never shown by what they hold', () => {
    const [problem] = problemsOf('port: ${SECRET}', { SECRET: 'hunter2' });
    expect(problem).toBe('tutti.yaml:1:7: port must be a number, not "${SECRET}"');
  });
});

describe('the environment', () => {
  it.each([
    [{ PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535, not "eighty"'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536"'],
    [
      { TUTTI_LOG_LEVEL: 'loud' },
      'TUTTI_LOG_LEVEL must be debug, info, warn, error or silent, not "loud"',
    ],
    [
      { TUTTI_API_KEY: 'with space' },
      'TUTTI_API_KEY must be made of letters, digits and signs of ASCII, without spaces',
    ],
  ])('is checked: %o', (env, expected) => {
    expect(problemsOf('', env)).toEqual([expected]);
  });

  it('may not ask for Postgres yet', () => {
    expect(problemsOf('', { DATABASE_URL: 'postgres://x' })[0]).toContain('SQLite only');
  });

  it('may not give one key to caller and owner', () => {
    const problems = problemsOf('', { TUTTI_API_KEY: 'same', TUTTI_OWNER_KEY: 'same' });
    expect(problems[0]).toContain('are equal');
    expect(problems.join('\n')).not.toContain('"same"');
  });

  it('may not open a port to others with a short key', () => {
    expect(problemsOf('host: 0.0.0.0', { TUTTI_OWNER_KEY: 'short' })[0]).toContain(
      'fewer than 32 characters',
    );
    expect(configOf('host: 0.0.0.0', { TUTTI_API_KEY: 'x'.repeat(32) }).host).toBe('0.0.0.0');
  });

  it('is told of together with the mistakes of the file', () => {
    expect(problemsOf('prot: 1', { PORT: 'x' })).toHaveLength(2);
  });
});

function configOf(text: string, env: ConfigSource['env'] = {}) {
  return parseConfig({ text, file: 'tutti.yaml', env, machine });
}

function problemsOf(text: string, env: ConfigSource['env'] = {}): string[] {
  try {
    configOf(text, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}
