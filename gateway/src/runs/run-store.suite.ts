import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { OpenTwoStores, TwoStores } from '../platform/testing/two-stores.ts';
import { describeAccepting } from './run-accepting.suite.ts';
import { describeApprovals } from './run-approval.suite.ts';
import { describeArchive } from './run-archive.suite.ts';
import { describeAuditing } from './run-auditing.suite.ts';
import { describeConsent } from './run-consent.suite.ts';
import { describeLeases } from './run-leases.suite.ts';
import { describeSettling } from './run-settling.suite.ts';
import type { RunStores, StoresNow } from './testing/run-stores.ts';

/** For tests of a store that need runs of their own. */
export { createSampleRuns, start } from './testing/sample-runs.ts';

/** What every `RunStore` (with the `PreviewStore` and the `ApprovalStore` beside it) promises. */
export function testRunStore(name: string, open: OpenTwoStores<RunStores>): void {
  describe(`${name}: runs`, () => {
    let stores: TwoStores<RunStores>;
    const now: StoresNow = () => stores;

    beforeAll(async () => {
      stores = await open();
    });
    afterEach(() => stores.clear());
    afterAll(() => stores.close());

    describeAccepting(now);
    describeConsent(now);
    describeApprovals(now);
    describeSettling(now);
    describeLeases(now);
    describeArchive(now);
    describeAuditing(now);
  });
}
