import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { startScript, startTutti } from './server-process.ts';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
const kind = process.argv[2] ?? 'http';
const seconds = Number(process.argv[3] ?? 5);
const only = process.argv[4];
const caps = process.argv[5] === 'caps' ? { elicitation: {}, sampling: {}, roots: {} } : {};
const direct = await startScript('mcp/upstream-http.ts');
const upstream = [process.execPath, path.join(import.meta.dirname, 'mcp/upstream-stdio.ts')];
const server = kind === 'http' ? `{url: "${direct.url}", expose_as: bare, effects: {"*": read}}` : `{command: ${upstream[0]}, args: ["${upstream[1]}"], expose_as: bare, effects: {"*": read}}`;
const tutti = await startTutti({ yaml: `limits: {rate_per_minute: 1000000}\nmcp: {servers: {fixture: ${server}}}\n` });
const ownerHeaders = { authorization: `Bearer ${tutti.ownerKey}`, 'content-type': 'application/json' };
const listed = await (await fetch(`${tutti.url}/owner/reviews?refresh=true`, { headers: ownerHeaders })).json() as any;
const accept = listed.items.map(({ name, digest }: any) => ({ name, digest, effect: 'read' }));
await fetch(`${tutti.url}/owner/reviews`, { method: 'POST', headers: ownerHeaders, body: JSON.stringify({ engine: 'mcp', source: 'fixture', accept }) });
function cpu(pid: number) { const out: Record<string, number> = {}; for (const t of readdirSync(`/proc/${pid}/task`)) { const s = readFileSync(`/proc/${pid}/task/${t}/stat`, 'utf8'); const comm = s.slice(s.indexOf('(') + 1, s.lastIndexOf(')')); const f = s.slice(s.lastIndexOf(')') + 2).split(' '); out[t === String(pid) ? 'main' : comm] = (out[t === String(pid) ? 'main' : comm] ?? 0) + (Number(f[11]) + Number(f[12])) * 10; } return out; }
async function session(url: string, auth: Record<string, string>) {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...auth };
  const r = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: caps, clientInfo: { name: 'b', version: '1' } } }) });
  await r.text(); const s = r.headers.get('mcp-session-id'); if (s) headers['mcp-session-id'] = s; headers['mcp-protocol-version'] = '2025-11-25';
  return headers;
}
const folder = mkdtempSync('/tmp/mcp6/l');
function wrk(url: string, headers: Record<string, string>, c: number, s: number) {
  const lua = `local n=0
${Object.entries(headers).map(([k, v]) => `wrk.headers["${k}"]="${v}"`).join('\n')}
function request() n=n+1 return wrk.format("POST", nil, nil, '{"jsonrpc":"2.0","id":'..n..',"method":"tools/call","params":{"name":"test_simple_text","arguments":{}}}') end
function done(summary, latency) local e=summary.errors io.write(string.format('\\n%d %f %f %d\\n', summary.requests, summary.requests*1e6/summary.duration, latency:percentile(50)/1000, e.status+e.connect+e.read+e.write+e.timeout)) end`;
  writeFileSync(folder + '/p.lua', lua);
  const child = spawn('wrk', ['-t1', `-c${c}`, `-d${s}s`, '-s', folder + '/p.lua', url]);
  return new Promise<string>((resolve) => { let o = ''; child.stdout.on('data', (d) => (o += d)); child.stderr.on('data', (d) => (o += d)); child.on('exit', () => resolve(o.trim().split('\n').at(-1)!)); });
}
async function measure(name: string, url: string, headers: Record<string, string>, pids: Record<string, number>) {
  const test = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'test_simple_text', arguments: {} } }) });
  console.log(name, test.status, test.headers.get('content-type'), (await test.text()).slice(0, 150).replace(/\n/g, '|'));
  await wrk(url, headers, 16, 2);
  for (const c of [1, 16]) {
    const before = Object.fromEntries(Object.entries(pids).map(([n, p]) => [n, cpu(p)]));
    const line = await wrk(url, headers, c, seconds);
    const [n, rate, p50, errors] = line.split(' ').map(Number) as [number, number, number, number];
    const per = Object.entries(pids).map(([nm, p]) => { const b = before[nm]!, a = cpu(p); return nm + ': ' + Object.keys(a).map((k) => [k, (a[k]! - (b[k] ?? 0)) / n] as const).filter(([, v]) => v > 0.01).map(([k, v]) => `${k} ${v.toFixed(3)}`).join(' '); });
    console.log(name, `c=${c}`, `${rate?.toFixed(0)}/s p50 ${p50?.toFixed(2)}ms err ${errors}`, per.join(' | '), 'cpu ms/call');
  }
}
if (only !== 'tutti' && kind === 'http') await measure('direct', direct.url, await session(direct.url, {}), { upstream: direct.pid });
const kids = kind === 'http' ? { upstream: direct.pid } : {};
await measure('tutti', tutti.url + '/mcp', await session(tutti.url + '/mcp', { authorization: `Bearer ${tutti.key}` }), { tutti: tutti.pid, ...kids });
if (kind === 'stdio') {
  const all = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).stdout.split('\n').filter((l) => l.includes('upstream-stdio.ts'));
  console.log(all.join('\n'));
}
await tutti.stop(); await direct.stop();
