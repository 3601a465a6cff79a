import { startHttpHouse, type HttpHouse } from '../../integration/http-harness.ts';

type Overrides = Parameters<typeof startHttpHouse>[1];

/** A gateway whose clock runs ten times as fast, so that no test waits for a limit of "so many a minute". */
export function startOAuthHouse(yaml = '', overrides: Overrides = {}): Promise<HttpHouse> {
  const startedAt = Date.now();
  const clock = { now: () => startedAt + (Date.now() - startedAt) * 10 };
  return startHttpHouse(yaml, { clock, ...overrides });
}
