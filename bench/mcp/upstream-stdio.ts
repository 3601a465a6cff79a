/** The same upstream for bridges that start theirs. */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { buildServer } from '../../test/conformance/fixture/fixture-server.ts';

serveStdio(() =>
  buildServer(() => ({
    toolsChanged() {},
    promptsChanged() {},
    resourcesChanged() {},
    resourceUpdated() {},
  })),
);
