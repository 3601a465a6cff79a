import type { Logger } from '../../platform/logger.ts';
import { createProviderLine, type ProviderLine } from './calling/send-flow.ts';
import type { FlowSettings, ProviderSettings } from './flow-settings.ts';
import { createN8nApi, type N8nApi } from './n8n/n8n-api.ts';
import { createN8nProvider } from './n8n/n8n-provider.ts';
import { createN8nRecords } from './n8n/n8n-records.ts';
import type { OfferedWorkflow } from './n8n/read-workflow.ts';
import { watchWorkflows, type WorkflowWatch } from './n8n/watch-workflows.ts';
import type { FlowPlace, FlowProvider } from './provider.ts';
import { createActivepiecesProvider } from './providers/activepieces-provider.ts';
import { createWebhookProvider } from './providers/webhook-provider.ts';

/** A provider with its connections. */
export interface OpenProvider {
  readonly provider: FlowProvider;
  readonly line: ProviderLine;
  /** Of an n8n whose API may be asked. */
  readonly n8n?: { readonly api: N8nApi; readonly watch: WorkflowWatch };
}

/** The providers that are configured; connections of those that did not change are kept. */
export interface OpenProviders {
  configure(providers: FlowSettings['providers']): void;
  find(name: string): OpenProvider | undefined;
  all(): readonly OpenProvider[];
  close(): Promise<void>;
}

interface ProvidersParts {
  readonly now: () => number;
  readonly log: Logger;
  readonly onSeen: (provider: string, workflows: readonly OfferedWorkflow[]) => Promise<void>;
}

export function createOpenProviders(parts: ProvidersParts): OpenProviders {
  const open = new Map<string, { readonly entry: OpenProvider; readonly written: string }>();
  const drop = (name: string) => {
    const entry = open.get(name)?.entry;
    open.delete(name);
    entry?.n8n?.watch.stop();
    void entry?.line.retire();
  };
  return {
    find: (name) => open.get(name)?.entry,
    all: () => [...open.values()].map(({ entry }) => entry),
    configure(providers) {
      for (const name of open.keys()) if (!Object.hasOwn(providers, name)) drop(name);
      for (const [name, settings] of Object.entries(providers)) {
        const written = JSON.stringify(settings);
        if (open.get(name)?.written === written) continue;
        drop(name);
        open.set(name, { entry: openProvider(name, settings, parts), written });
      }
    },
    async close() {
      const all = this.all();
      for (const { n8n } of all) n8n?.watch.stop();
      await Promise.all(
        all.map(async ({ line, n8n }) => {
          await line.close();
          await n8n?.api.close();
        }),
      );
    },
  };
}

function openProvider(
  name: string,
  settings: ProviderSettings,
  { now, log, onSeen }: ProvidersParts,
): OpenProvider {
  if (settings.type !== 'n8n' || settings.apiKey === undefined) {
    const provider = plainProvider(name, settings);
    return { provider, line: createProviderLine(provider, now) };
  }
  const api = createN8nApi(name, settings);
  const { tag } = settings;
  const watch = watchWorkflows({
    name,
    tag,
    api,
    log,
    onSeen: (workflows) => onSeen(name, workflows),
  });
  const records = createN8nRecords(api, (place) => workflowIdOf(place, { provider, watch }));
  const provider = createN8nProvider(name, settings, records);
  return { provider, line: createProviderLine(provider, now), n8n: { api, watch } };
}

function plainProvider(name: string, settings: ProviderSettings): FlowProvider {
  switch (settings.type) {
    case 'n8n':
      return createN8nProvider(name, settings);
    case 'activepieces':
      return createActivepiecesProvider(name, settings);
    case 'webhook':
      return createWebhookProvider(name, settings);
    default:
      return settings.type satisfies never;
  }
}

function workflowIdOf(
  place: FlowPlace,
  { provider, watch }: { provider: FlowProvider; watch: WorkflowWatch },
): string | undefined {
  const { href } = provider.urlOf(place);
  return watch
    .seen()
    ?.find(({ path }) => path !== undefined && provider.urlOf({ ...place, path }).href === href)
    ?.workflowId;
}
