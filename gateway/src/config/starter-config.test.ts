import { describe, expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { starterConfig } from './starter-config.ts';

const machine = { platform: 'linux', home: '/home/ada', cwd: '/srv' } as const;

describe('starterConfig', () => {
  it('changes nothing as it stands', () => {
    const { configFile: _, ...config } = parseConfig({
      text: starterConfig(),
      file: 'tutti.yaml',
      env: {},
      machine,
    });
    expect(config).toEqual(parseConfig({ env: {}, machine }));
  });

  it('is valid, and shows the defaults, once every field is put in', () => {
    const text = starterConfig()
      .replaceAll(/^# (?=[a-z_]+: |[a-z_]+:$| {2,})/gm, '')
      .replaceAll(/^ {2}# .*$/gm, '');
    const env = { N8N_API_KEY: 'key' };
    const config = parseConfig({ text, file: 'tutti.yaml', env, machine });
    const defaults = parseConfig({ env: {}, machine });
    expect(config).toMatchObject({
      host: defaults.host,
      port: defaults.port,
      dataDir: '/srv/data',
      publicUrl: 'https://tutti.example.org',
      logLevel: defaults.logLevel,
      routes: [{ match: 'memory.*', engine: 'agent' }],
      rules: [{ id: 'forgetting-needs-me', intent: 'memory.forget', decide: 'approve' }],
      limits: defaults.limits,
      flows: { providers: { n8n: { type: 'n8n', apiKey: 'key' } } },
    });
  });

  it('points editors to the schema', () => {
    expect(starterConfig('./x.json')).toMatch(/^# yaml-language-server: \$schema=\.\/x\.json\n/);
  });
});
