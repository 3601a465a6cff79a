import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forbiddenArrow } from '../../tooling/lint/rooms.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** [importing file, what it imports]; the paths need not exist. */
const FORBIDDEN: [importer: string, specifier: string][] = [
  // contract
  ['contract/src/answer.ts', 'fastify'],
  ['contract/src/answer.ts', '#gateway'],
  ['contract/src/answer.ts', '@tutti/gateway'],
  ['contract/src/answer.ts', '../../gateway/src/platform/clock.ts'],
  // rooms to the right
  ['gateway/src/platform/ids.ts', '../identity/scope.ts'],
  ['gateway/src/platform/ids.ts', '../config.ts'],
  ['gateway/src/identity/scope.ts', '../intents/intent.ts'],
  ['gateway/src/intents/intent.ts', '../guard/decide.ts'],
  ['gateway/src/guard/decide.ts', '../consent/preview-store.ts'],
  ['gateway/src/guard/rules/parse.ts', '../../runs/run.ts'],
  ['gateway/src/consent/spend.ts', '../runs/run.ts'],
  ['gateway/src/runs/run.ts', '../delivery/outbox-store.ts'],
  ['gateway/src/delivery/callback.ts', '../plans/plan.ts'],
  ['gateway/src/plans/plan.ts', '../schedules/schedule.ts'],
  ['gateway/src/schedules/schedule.ts', '../plans/plan.ts'],
  ['gateway/src/plans/plan.ts', '../engines/flow/engine.ts'],
  ['gateway/src/runs/run.ts', '../gateway.ts'],
  ['gateway/src/runs/run.ts', '../index.ts'],
  ['gateway/src/runs/run.ts', '#gateway'],
  ['gateway/src/runs/run.ts', '@tutti/contract'],
  ['gateway/src/runs/run.ts', '../../../contract/src/index.ts'],
  ['gateway/src/runs/run.ts', '../../../cli/src/main.ts'],
  ['gateway/src/runs/run.ts', '../../package.json'],
  ['gateway/src/runs/run.ts', 'vitest'],
  ['gateway/src/runs/run.ts', './run-store.suite.ts'],
  // engines, tools, doors, telemetry, network: strangers
  ['gateway/src/engines/agent/engine.ts', '../../tools/memory/search.ts'],
  ['gateway/src/engines/agent/engine.ts', '../flow/engine.ts'],
  ['gateway/src/engines/flow/n8n/client.ts', '../../mcp/client.ts'],
  ['gateway/src/engines/mcp/engine.ts', '../../doors/mcp/door.ts'],
  ['gateway/src/tools/memory/search.ts', '../jobs/list.ts'],
  ['gateway/src/tools/memory/index/build.ts', '../../jobs/list.ts'],
  ['gateway/src/tools/memory/search.ts', '../../engines/agent/engine.ts'],
  ['gateway/src/tools/memory/search.ts', '../../network/safe-fetch.ts'],
  ['gateway/src/tools/memory/search.ts', '../../telemetry/logger.ts'],
  ['gateway/src/doors/http/door.ts', '../mcp/door.ts'],
  ['gateway/src/doors/http/routes/jobs.ts', '../../../engines/agent/engine.ts'],
  ['gateway/src/telemetry/logger.ts', '../identity/caller.ts'],
  ['gateway/src/network/safe-fetch.ts', '../runs/run.ts'],
  ['gateway/src/network/safe-fetch.ts', '../telemetry/logger.ts'],
  ['gateway/src/config.ts', './identity/caller.ts'],
  ['gateway/src/config/schema.ts', '../identity/caller.ts'],
  ['gateway/src/guard/rule.ts', '../config/schema.ts'],
  ['gateway/src/runs/run.ts', '../config/schema.ts'],
  // store
  ['gateway/src/runs/run.ts', '../store/sqlite/open.ts'],
  ['gateway/src/tools/memory/search.ts', '../../store/sqlite/memory-store.ts'],
  ['gateway/src/store/sqlite/run-store.ts', '../../runs/run.ts'],
  ['gateway/src/store/sqlite/run-store.ts', '../../tools/memory/search.ts'],
  ['gateway/src/store/sqlite/run-store.ts', '../../runs/run-store.suite.ts'],
  ['gateway/src/store/sqlite/run-store.test.ts', '../../runs/run.ts'],
  // tests keep to the arrows too
  ['gateway/src/guard/decide.test.ts', '../runs/run.ts'],
  // cli
  ['cli/src/remote/call.ts', '#gateway'],
  ['cli/src/main.ts', '#gateway'],
  ['cli/src/remote/call.ts', '../local/start.ts'],
  ['cli/src/local/start.ts', '../../../gateway/src/gateway.ts'],
];

const ALLOWED: [importer: string, specifier: string][] = [
  ['contract/src/answer.ts', 'zod'],
  ['contract/src/answer.ts', './mode.ts'],
  ['contract/src/answer.test.ts', 'vitest'],
  ['gateway/src/platform/ids.ts', 'node:crypto'],
  ['gateway/src/platform/ids.ts', '#contract'],
  ['gateway/src/guard/decide.ts', '../intents/intent.ts'],
  ['gateway/src/guard/rules/parse.ts', '../decide.ts'],
  ['gateway/src/guard/rules/parse.ts', '../../platform/clock.ts'],
  ['gateway/src/guard/decide.test.ts', 'fast-check'],
  ['gateway/src/schedules/schedule.ts', '../runs/run.ts'],
  ['gateway/src/engines/flow/n8n/client.ts', '../engine.ts'],
  ['gateway/src/engines/flow/engine.ts', '../shared/deadline.ts'],
  ['gateway/src/tools/memory/search.ts', './memory-store.ts'],
  ['gateway/src/tools/jobs/list.ts', '../../runs/run.ts'],
  ['gateway/src/doors/http/routes/jobs.ts', '../../../runs/run.ts'],
  ['gateway/src/telemetry/logger.ts', '../platform/logger.ts'],
  ['gateway/src/network/safe-fetch.ts', '../platform/safe-fetch.ts'],
  ['gateway/src/config.ts', './platform/gateway-error.ts'],
  ['gateway/src/config.ts', './config/schema.ts'],
  ['gateway/src/config/schema.ts', '../guard/rule.ts'],
  ['gateway/src/store/sqlite/run-store.ts', '../../runs/run-store.ts'],
  ['gateway/src/store/sqlite/memory-store.ts', '../../tools/memory/memory-store.ts'],
  ['gateway/src/store/sqlite/run-store.ts', '../../platform/clock.ts'],
  ['gateway/src/store/sqlite/run-store.ts', './open-database.ts'],
  ['gateway/src/store/sqlite/run-store.test.ts', '../../runs/run-store.suite.ts'],
  ['gateway/src/gateway.ts', './store/sqlite/open-database.ts'],
  ['gateway/src/gateway.ts', './tools/memory/search.ts'],
  ['gateway/src/open-engines.ts', './tools/memory/search.ts'],
  ['gateway/src/open-doors.ts', './doors/http/http-door.ts'],
  ['gateway/src/gateway.test.ts', './gateway.ts'],
  ['gateway/src/index.ts', './gateway.ts'],
  ['cli/src/local/start.ts', '#gateway'],
  ['cli/src/remote/call.ts', '#contract'],
  ['cli/src/remote/call.ts', '../print.ts'],
  ['cli/src/main.ts', './remote/call.ts'],
];

describe('the arrows between folders', () => {
  it.each(FORBIDDEN)('%s may not import %s', (importer, specifier) => {
    expect(forbiddenArrow(importer, specifier)).toEqual(expect.any(String));
  });

  it.each(ALLOWED)('%s may import %s', (importer, specifier) => {
    expect(forbiddenArrow(importer, specifier)).toBeUndefined();
  });
});

describe('oxlint with the configuration of this repository', () => {
  let house: string;

  beforeAll(() => {
    house = mkdtempSync(path.join(tmpdir(), 'house-'));
    for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json', 'tooling/lint']) {
      cpSync(path.join(root, file), path.join(house, file), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'), 'junction');
    for (const [file, lines] of Object.entries(PROBES)) {
      mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
      writeFileSync(path.join(house, file), `${lines.join('\n')}\n`);
    }
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  const clean = ['export interface Scope {', '  intent: string;', '}'];
  const PROBES: Record<string, string[]> = {
    'gateway/src/identity/scope.ts': clean,
    'gateway/src/guard/allowed.ts': [
      "import type { Scope } from '../identity/scope.ts';",
      'export const nameOf = (scope: Scope): string => scope.intent;',
    ],
    'gateway/src/platform/type-only.ts': [
      "import type { Scope } from '../identity/scope.ts';",
      'export const nameOf = (scope: Scope): string => scope.intent;',
    ],
    'gateway/src/platform/re-export.ts': ["export type { Scope } from '../identity/scope.ts';"],
    'gateway/src/platform/dynamic.ts': [
      "export const load = async (): Promise<unknown> => import('../identity/scope.ts');",
    ],
    'gateway/src/platform/time.ts': [
      'export const times = [Date.now(), new Date(), Math.random()];',
    ],
    'gateway/src/platform/environment.ts': ["export const home = process.env['HOME'];"],
    'gateway/src/platform/default.ts': ['export default 1;'],
    'gateway/src/platform/loose.ts': ['export const loose = (value: any): unknown => value;'],
    'gateway/src/platform/floating.ts': [
      'const later = async (): Promise<void> => {};',
      'export const start = (): void => {',
      '  later();',
      '};',
    ],
    'gateway/src/platform/exhausted.ts': [
      "export function say(kind: 'allow' | 'deny'): string {",
      '  switch (kind) {',
      "    case 'allow':",
      "      return 'yes';",
      '  }',
      "  return 'unknown';",
      '}',
    ],
    'gateway/src/platform/cycle-a.ts': [
      "import { b } from './cycle-b.ts';",
      'export const a = (): number => b();',
    ],
    'gateway/src/platform/cycle-b.ts': [
      "import { a } from './cycle-a.ts';",
      'export const b = (): number => a();',
    ],
    'gateway/src/platform/long.ts': Array.from(
      { length: 401 },
      (_, n) => `export const v${n} = 1;`,
    ),
  };

  it('names the rule for each wrong file, and passes the right ones', async () => {
    const { code, found } = await lint(house);

    expect(found).toEqual({
      'gateway/src/platform/type-only.ts': ['house(arrows)'],
      'gateway/src/platform/re-export.ts': ['house(arrows)'],
      'gateway/src/platform/dynamic.ts': ['house(arrows)'],
      'gateway/src/platform/time.ts': Array.from({ length: 3 }, () => 'house(no-ambient-time)'),
      'gateway/src/platform/environment.ts': ['node(no-process-env)'],
      'gateway/src/platform/default.ts': ['import(no-default-export)'],
      'gateway/src/platform/loose.ts': ['typescript(no-explicit-any)'],
      'gateway/src/platform/floating.ts': ['typescript(no-floating-promises)'],
      'gateway/src/platform/exhausted.ts': ['typescript(switch-exhaustiveness-check)'],
      'gateway/src/platform/cycle-a.ts': ['import(no-cycle)'],
      'gateway/src/platform/cycle-b.ts': ['import(no-cycle)'],
      'gateway/src/platform/long.ts': ['eslint(max-lines)'],
    });
    expect(code).not.toBe(0);
  });
});

const LintReport = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

async function lint(
  folder: string,
): Promise<{ code: number | null; found: Record<string, string[]> }> {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const running = promisify(execFile)(process.execPath, [oxlint, '-f', 'json', 'gateway'], {
    cwd: folder,
  });
  const stdout = await running.then(
    (done) => done.stdout,
    (failure: { stdout: string }) => failure.stdout,
  );
  const found: Record<string, string[]> = {};
  for (const { code, filename } of LintReport.parse(JSON.parse(stdout)).diagnostics) {
    (found[filename] ??= []).push(code);
  }
  return { code: running.child.exitCode, found };
}
