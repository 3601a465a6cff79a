import type { FlowPush, FlowRoundTrip, Flows, FlowsPushed, PulledFlow } from '#contract';
import { GatewayError } from '../../../platform/gateway-error.ts';
import type { OfferedFlow } from '../discovery/flow-offers.ts';
import type { FlowReviews } from '../discovery/flow-reviews.ts';
import type { FlowSettings, ProviderSettings } from '../flow-settings.ts';
import { WorkflowFile, type N8nApi, type N8nWorkflow } from '../n8n/n8n-api.ts';
import { readWorkflow } from '../n8n/read-workflow.ts';
import type { OpenProvider, OpenProviders } from '../open-providers.ts';
import { shippedNames, shippedWorkflow } from '../shipped/shipped-flows.ts';
import type { AwaitedReports } from '../waiting/awaited-reports.ts';
import type { RunTokens } from '../waiting/run-token.ts';
import { fillCredentials } from './fill-credentials.ts';
import { listFlows, workflowUrl } from './list-flows.ts';
import { pushWorkflow } from './push-workflow.ts';
import { roundTrip } from './round-trip.ts';

/** What the owner does with flows, besides reviewing them. */
export interface FlowDesk {
  list(): Promise<Flows>;
  push(request: FlowPush): Promise<FlowsPushed>;
  pull(intent: string): Promise<PulledFlow>;
  roundTrip(provider: string | undefined): Promise<readonly FlowRoundTrip[]>;
}

export interface DeskParts {
  readonly settings: () => FlowSettings;
  readonly flows: () => ReadonlyMap<string, OfferedFlow>;
  readonly providers: OpenProviders;
  readonly reviews: FlowReviews;
  readonly awaited: AwaitedReports;
  readonly tokens: RunTokens;
  readonly callbackBase: (provider: ProviderSettings) => string;
  readonly newRunId: () => string;
  readonly now: () => number;
}

export function createFlowDesk(parts: DeskParts): FlowDesk {
  const { settings, flows, providers, reviews } = parts;
  return {
    async list() {
      /* What cannot be asked says so in its state. */
      await Promise.allSettled(providers.all().map(async ({ n8n }) => n8n?.watch.look()));
      return listFlows({
        providers: providers.all(),
        flows: flows(),
        reviewsOf: (provider) => reviews.of(provider),
        isConfigured: (intent) => Object.hasOwn(settings().intents, intent),
      });
    },
    async push({ provider, names, workflow }) {
      const open = n8nFor(provider, providers);
      const { api, watch } = open.n8n;
      const known = await api.listCredentials();
      const files = (workflow ? [ownFile(workflow)] : shippedFiles(names)).map((file) =>
        fillCredentials(file, known),
      );
      const { tag } = open.provider.settings;
      const installed = await api.listWorkflows(tag);
      const urlOf = (id: string) => workflowUrl(open.provider, id);
      const pushed: FlowsPushed['flows'] = [];
      /* One after the other: n8n writes them one after the other anyway. */
      for (const file of files) {
        pushed.push(await pushWorkflow(file, { api, tag, installed, urlOf }));
      }
      await watch.look().catch(() => undefined);
      return { provider: open.provider.name, flows: pushed };
    },
    async pull(intent) {
      for (const { provider, n8n } of providers.all()) {
        const found = n8n && (await findWorkflow(intent, n8n.api, provider.settings.tag));
        if (found)
          return {
            intent,
            provider: provider.name,
            workflow: exported(found, provider.settings.tag),
          };
      }
      throw noWorkflow(intent);
    },
    async roundTrip(name) {
      const chosen = name === undefined ? providers.all() : [providerNamed(name, providers)];
      return Promise.all(
        chosen.map((open) =>
          roundTrip(open, { ...parts, callbackBase: parts.callbackBase(open.provider.settings) }),
        ),
      );
    },
  };
}

type WithApi = OpenProvider & { readonly n8n: NonNullable<OpenProvider['n8n']> };

function n8nFor(name: string | undefined, providers: OpenProviders): WithApi {
  const able = providers.all().filter((open): open is WithApi => open.n8n !== undefined);
  const chosen = name === undefined ? able : able.filter(({ provider }) => provider.name === name);
  const [open] = chosen;
  if (open && chosen.length === 1) return open;
  const names = able.map(({ provider }) => `"${provider.name}"`).join(', ');
  throw new GatewayError(
    'invalid_request',
    able.length === 0
      ? 'Cannot install workflows: no provider of type n8n has an api_key.'
      : `Cannot install workflows: name one of these providers: ${names}.`,
    {
      hint: 'Make a key in n8n (Settings, n8n API) and write flows: {providers: {n8n: {type: n8n, url: …, api_key: …}}} into tutti.yaml.',
    },
  );
}

function providerNamed(name: string, providers: OpenProviders): OpenProvider {
  const open = providers.find(name);
  if (open) return open;
  throw new GatewayError('invalid_request', `There is no provider "${name}".`, {
    hint: 'GET /owner/flows names those that are configured.',
  });
}

function shippedFiles(names: readonly string[] = shippedNames()): readonly WorkflowFile[] {
  return names.map((name) => {
    const file = shippedWorkflow(name);
    if (file) return file;
    throw new GatewayError('invalid_request', `There is no workflow "${name}" that ships.`, {
      hint: `These do: ${shippedNames().join(', ')}.`,
    });
  });
}

function ownFile(workflow: Readonly<Record<string, unknown>>): WorkflowFile {
  const parsed = WorkflowFile.safeParse(workflow);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new GatewayError(
    'invalid_request',
    `This is no workflow of n8n: "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}.`,
    { hint: 'Send the JSON that n8n exports (Download).' },
  );
}

async function findWorkflow(intent: string, api: N8nApi, tag: string) {
  const workflows = await api.listWorkflows(tag);
  return workflows.find((workflow) => readWorkflow(workflow).name === intent);
}

/* As it would be imported anew: without what belongs to this n8n. */
function exported({ name, nodes, connections, settings }: N8nWorkflow, tag: string) {
  return { name, nodes, connections, settings, tags: [{ name: tag }] };
}

function noWorkflow(intent: string): GatewayError {
  return new GatewayError(
    'invalid_request',
    `No n8n has a workflow with the tag that declares "${intent}".`,
    {
      hint: '"tutti flows list" shows those that are known.',
    },
  );
}
