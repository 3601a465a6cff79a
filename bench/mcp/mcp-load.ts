import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A server that is called over MCP, and the one call that it gets again and again. */
export interface McpTarget {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly call: { readonly name: string; readonly arguments: object };
}

export interface McpFigures {
  readonly p50Ms: number;
  readonly perSecond: number;
}

/** What every right answer contains. */
const wanted = 'This is a simple text response for testing.';

/**
 * So many callers, each with one call after the other over a kept connection. From wrk, in a process of its own:
 * a client that is as slow as what it measures would hide the difference.
 */
export async function loadMcp(
  target: McpTarget,
  { callers, seconds }: { callers: number; seconds: number },
): Promise<McpFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-mcp-load-'));
  const script = path.join(folder, 'call.lua');
  writeFileSync(script, luaFor(target));
  const args = [
    '-t1',
    `-c${callers}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '-s',
    script,
    target.url,
  ];
  const said = await outputOf('wrk', args);
  rmSync(folder, { recursive: true });
  const figures = JSON.parse(said.trim().split('\n').at(-1) ?? '') as McpFigures & Failures;
  if (figures.errors + figures.wrong > 0) {
    throw new Error(`${target.name}: ${figures.errors} errors, ${figures.wrong} wrong answers`);
  }
  return figures;
}

interface Failures {
  readonly errors: number;
  readonly wrong: number;
}

/* Every call has an id of its own: some servers tell answers apart by nothing else. */
function luaFor({ headers, call }: McpTarget): string {
  const params = JSON.stringify(call);
  return `
local id = 0
wrong = 0
threads = {}
${Object.entries(headers)
  .map(([name, value]) => `wrk.headers["${name}"] = "${value}"`)
  .join('\n')}
function setup(thread) table.insert(threads, thread) end
function request()
  id = id + 1
  return wrk.format("POST", nil, nil, '{"jsonrpc":"2.0","id":' .. id .. ',"method":"tools/call","params":' .. [==[${params}]==] .. '}')
end
function response(status, headers, body)
  if not string.find(body, "${wanted}", 1, true) then wrong = wrong + 1 end
end
function done(summary, latency)
  local e, bad = summary.errors, 0
  for _, thread in ipairs(threads) do bad = bad + thread:get("wrong") end
  io.write(string.format('\\n{"perSecond":%f,"p50Ms":%f,"errors":%d,"wrong":%d}\\n',
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout, bad))
end
`;
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.once('error', (cause) => {
    reject(new Error('This bench needs wrk: apt-get install wrk', { cause }));
  });
  child.once('close', () => resolve(said));
  return promise;
}

/** Opens a session as clients of 2025-11-25 do, where the server keeps any. */
export async function openSession(
  url: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...given,
  };
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  };
  const response = await post(url, headers, { id: 0, method: 'initialize', params });
  await response.text();
  const session = response.headers.get('mcp-session-id');
  if (session !== null) headers['mcp-session-id'] = session;
  headers['mcp-protocol-version'] = '2025-11-25';
  const ready = await post(url, headers, { method: 'notifications/initialized' });
  await ready.text();
  return headers;
}

function post(url: string, headers: Record<string, string>, message: object): Promise<Response> {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return fetch(url, { method: 'POST', headers, body });
}
