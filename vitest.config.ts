import { defineConfig } from 'vitest/config';

/** `npm run check` runs unit, repo and e2e; slow suites have scripts of their own. */
const PROJECTS = {
  unit: ['{contract,gateway,cli}/src/**/*.test.ts'],
  repo: ['test/repo/**/*.test.ts', 'tooling/**/*.test.ts'],
  e2e: ['test/e2e/**/*.test.ts'],
  pack: ['test/pack/**/*.test.ts'],
};

export default defineConfig({
  test: {
    projects: Object.entries(PROJECTS).map(([name, include]) => ({
      extends: true,
      test: { name, include },
    })),
    coverage: {
      provider: 'v8',
      include: ['{contract,gateway,cli}/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.suite.ts', '**/testing/**'],
    },
  },
});
