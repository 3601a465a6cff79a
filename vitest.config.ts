import { defineConfig } from 'vitest/config';

/** `npm run check` runs unit, repo, integration and e2e; slow suites have scripts of their own. */
const PROJECTS = {
  unit: {
    include: ['{contract,gateway,cli}/src/**/*.test.ts'],
    // Half the time: no module holds state, so files can share a worker and what it has loaded.
    pool: 'threads',
    isolate: false,
  },
  repo: { include: ['test/repo/**/*.test.ts', 'tooling/**/*.test.ts'] },
  e2e: { include: ['test/e2e/**/*.test.ts'] },
  openapi: { include: ['test/openapi/**/*.test.ts'] },
  integration: { include: ['test/integration/**/*.test.ts'] },
  pack: { include: ['test/pack/**/*.test.ts'] },
  story: { include: ['test/story/**/*.test.ts'] },
  // A real Chromium, if there is one.
  browser: { include: ['test/browser/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
  // Sign-in of clients, in a real Chromium where there is one.
  oauth: { include: ['test/oauth/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
  // Real OpenSSH servers on loopback.
  ssh: { include: ['test/ssh/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 },
  // Real clients of both SDKs and both revisions of the protocol.
  mcp: { include: ['test/mcp/**/*.test.ts'], testTimeout: 60_000 },
  // Real servers, and some that misbehave.
  upstreams: { include: ['test/upstreams/**/*.test.ts'], testTimeout: 60_000 },
  memory: {
    include: ['test/memory/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
  crash: { include: ['test/crash/**/*.test.ts'], testTimeout: 60_000 },
  // One gateway takes all of it, in order, and has its memory measured in between.
  abuse: { include: ['test/abuse/**/*.test.ts'], fileParallelism: false, testTimeout: 60_000 },
  // One n8n for all, installed before by test/flows/main.ts.
  flows: {
    include: ['test/flows/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
} as const;

export default defineConfig({
  test: {
    // Generous: a slow machine is no failure, and a hanging test still ends.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    projects: Object.entries(PROJECTS).map(([name, { include, ...options }]) => ({
      extends: true,
      test: { name, include: [...include], ...options },
    })),
    coverage: {
      provider: 'v8',
      include: ['{contract,gateway,cli}/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.suite.ts', '**/testing/**'],
    },
  },
});
