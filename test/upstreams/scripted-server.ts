/**
 * A server that does what a file tells it: which tools it lists, and where it hangs. It speaks the older revision,
 * by hand, as servers do that were made without an SDK.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';

interface Behaviour {
  readonly tools: readonly object[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly arguments?: Record<string, unknown> };
}

const behaviour = () => JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Behaviour;

for await (const line of createInterface({ input: process.stdin }))
  take(JSON.parse(line) as Message);

function take({ id, method, params }: Message): void {
  if (id === undefined) return;
  const answer = (body: object) =>
    void process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...body })}\n`);
  const say = (text: string) => answer({ result: { content: [{ type: 'text', text }] } });
  switch (method) {
    case 'initialize':
      return answer({
        result: {
          protocolVersion: '2025-11-25',
          capabilities: { tools: { listChanged: true } },
          serverInfo: { name: 'scripted', version: '1.0.0' },
        },
      });
    case 'tools/list':
      return answer({ result: { tools: behaviour().tools } });
    case 'tools/call':
      return call(params?.name ?? '', params?.arguments ?? {}, say);
    case 'ping':
      return answer({ result: {} });
    default:
      return answer({ error: { code: -32_601, message: 'Method not found' } });
  }
}

function call(name: string, args: Record<string, unknown>, say: (text: string) => void): void {
  switch (name) {
    case 'echo':
      return say(JSON.stringify(args));
    case 'pid':
      return say(String(process.pid));
    case 'die':
      return process.exit(3);
    case 'hang':
      /* Not even a ping is answered any more. */
      for (;;);
    case 'environment':
      return say(JSON.stringify(process.env));
    case 'read':
      return say(readText(String(args['path'])));
    case 'leave_child': {
      const { seconds = 987_654 } = args as { seconds?: number | string };
      const child = spawn('sleep', [String(seconds)], { detached: true, stdio: 'ignore' });
      child.unref();
      return say(String(child.pid));
    }
    case 'change':
      process.stdout.write(
        `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' })}\n`,
      );
      return say('changed');
    default:
      return say('there is no such tool');
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return String(error);
  }
}
