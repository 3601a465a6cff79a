import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../gateway/src/doors/http/openapi/build-openapi.ts';
import { Profile } from '../../gateway/src/doors/http/openapi/openapi-query.ts';
import { run } from '../../tooling/run.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'openapi-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('redocly finds nothing to complain about', { timeout: 60_000 }, () => {
  it.concurrent.each(Profile.options)('in the profile %s', async (profile) => {
    const { code, output } = await lint(buildOpenApi({ version: '1.0.0', profile }), profile);
    expect(output).toContain('Your API description is valid');
    expect(code).toBe(0);
  });

  it.concurrent('and would complain: a document without answers is refused', async () => {
    const broken = JSON.stringify(buildOpenApi({ version: '1.0.0', profile: 'full' }));
    const { code, output } = await lint(
      JSON.parse(broken.replaceAll('"responses"', '"answers"')),
      'broken',
    );
    expect(output).toContain('Property `answers` is not expected here');
    expect(code).toBe(1);
  });
});

function lint(document: unknown, name: string) {
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(document));
  const redocly = path.join(root, 'node_modules/@redocly/cli/bin/cli.js');
  const config = path.join(import.meta.dirname, 'redocly.yaml');
  // It may ask nobody for updates, and tell nobody that it ran.
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return run(process.execPath, [redocly, 'lint', file, '--config', config], { cwd: root, env });
}
