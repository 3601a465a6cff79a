import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcher } from '../e2e/support/tutti.ts';
import { apiKey, startHttpHouse, type HttpHouse } from '../integration/http-harness.ts';
import { inspect, installInspector } from './support/inspector.ts';

let house: HttpHouse;
let program: string;

beforeAll(async () => {
  [house, program] = await Promise.all([startHttpHouse(), installInspector()]);
}, 300_000);
afterAll(() => house.stop());

describe.each(['http', 'stdio'])('MCP Inspector over %s', (over) => {
  const ask = (...args: readonly string[]) => {
    const http = [`${house.url}/mcp`, '--header', `Authorization: Bearer ${apiKey}`];
    const env = ['-e', `TUTTI_URL=${house.url}`, '-e', `TUTTI_API_KEY=${apiKey}`];
    const target = over === 'http' ? http : [process.execPath, launcher, 'mcp', ...env];
    return inspect(program, [...target, ...args], house.dataDir);
  };

  it('lists the tools, and finds no fault with their schemas', async () => {
    const { tools } = await ask('--method', 'tools/list', '--strict');
    expect(tools).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'memory_write' })]),
    );
    expect(JSON.stringify(tools).length).toBeLessThan(48_000);
  });

  it('calls one', async () => {
    const call = ['--method', 'tools/call', '--tool-name', 'memory_write'];
    const said = await ask(...call, '--tool-arg', `text=Inspected over ${over}`);
    expect(said).toMatchObject({
      structuredContent: { status: 'success', result: { text: `Inspected over ${over}` } },
    });
  });
});
