import { expect, it, vi } from 'vitest';
import { createCatalog } from '../../intents/catalog.ts';
import type { SurfaceChange, UpstreamSurface } from '../../intents/upstream-surface.ts';
import { testEngine, testIntent } from '../../intents/testing/test-engine.ts';
import { createChangeStreams } from './change-streams.ts';

it('tells both generations of clients when what they were shown has changed', async () => {
  let offered = [testIntent('a.one')];
  const catalog = createCatalog([{ ...testEngine('agent', []), intents: () => offered }]);
  let change: (change: SurfaceChange) => void = () => undefined;
  const surface: UpstreamSurface = {
    capabilities: () => ({}),
    request: async () => ({}),
    onChange(listener) {
      change = listener;
      return () => undefined;
    },
  };
  const notify = {
    toolsChanged: vi.fn<() => void>(),
    promptsChanged: vi.fn<() => void>(),
    resourcesChanged: vi.fn<() => void>(),
    resourceUpdated: vi.fn<(uri: string) => void>(),
  };
  const streams = createChangeStreams({ catalog, surface }, notify);
  const leave = new AbortController();
  const request = new Request('http://x/mcp', { signal: leave.signal });
  const principal = { caller: {} as never, keyId: 'k' };
  const response = streams.open({ request, body: undefined, principal, traceId: 't' });
  const read = response.text();

  offered = [testIntent('a.one'), testIntent('a.two')];
  await expect.poll(() => notify.toolsChanged.mock.calls.length, { timeout: 5000 }).toBe(1);
  change({ kind: 'prompts' });
  change({ kind: 'resource', uri: 'file:///a' });
  leave.abort();
  const told = await read;
  expect(told).toContain('notifications/tools/list_changed');
  expect(told).toContain('notifications/prompts/list_changed');
  expect(told).toContain('"uri":"file:///a"');
  expect(notify.resourceUpdated).toHaveBeenCalledWith('file:///a');
  streams.close();
});
