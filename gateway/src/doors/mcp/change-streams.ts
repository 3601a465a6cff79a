import type { ServerNotifier } from '@modelcontextprotocol/server';
import type { DoorParts, McpExchange } from './mcp-parts.ts';

/** Tells clients that what they were shown has changed. */
export interface ChangeStreams {
  /** The standing stream of a client of the revisions before 2026-07-28. */
  open(exchange: McpExchange): Response;
  /** Begins to look for changes, for those who subscribe by the newer revision. */
  watch(): void;
  close(): void;
}

const lookEveryMs = 1000;
const heartbeatMs = 15_000;
const mostStreams = 10_000;

type Tell = (text: string) => void;

export function createChangeStreams(
  { catalog, surface }: Pick<DoorParts, 'catalog' | 'surface'>,
  notify: ServerNotifier,
): ChangeStreams {
  const listeners = new Set<Tell>();
  const encoder = new TextEncoder();
  let edition = catalog.edition();
  let timer: NodeJS.Timeout | undefined;
  const tellAll = (method: string, params?: object) => {
    const message = JSON.stringify({ jsonrpc: '2.0', method, ...(params && { params }) });
    for (const tell of listeners) tell(`event: message\ndata: ${message}\n\n`);
  };
  const look = () => {
    const now = catalog.edition();
    if (now === edition) return;
    edition = now;
    notify.toolsChanged();
    tellAll('notifications/tools/list_changed');
  };
  const endSurface = surface?.onChange((change) => {
    switch (change.kind) {
      case 'resources':
        notify.resourcesChanged();
        return tellAll('notifications/resources/list_changed');
      case 'prompts':
        notify.promptsChanged();
        return tellAll('notifications/prompts/list_changed');
      case 'resource':
        notify.resourceUpdated(change.uri);
        return tellAll('notifications/resources/updated', { uri: change.uri });
      default:
        return change satisfies never;
    }
  });
  const watch = () => void (timer ??= setInterval(look, lookEveryMs).unref());

  return {
    watch,
    open({ request }) {
      if (listeners.size >= mostStreams) return new Response(null, { status: 503 });
      watch();
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const tell: Tell = (text) => controller.enqueue(encoder.encode(text));
          const heartbeat = setInterval(() => tell(': still here\n\n'), heartbeatMs).unref();
          const end = () => {
            clearInterval(heartbeat);
            if (listeners.delete(tell)) controller.close();
          };
          listeners.add(tell);
          tell(': open\n\n');
          if (request.signal.aborted) end();
          request.signal.addEventListener('abort', end, { once: true });
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    },
    close() {
      clearInterval(timer);
      endSurface?.();
    },
  };
}
