import { FlowDeclaration, type FlowInfo, type Flows } from '#contract';
import { reviewStatus, type Review } from '../../../intents/review-store.ts';
import type { OfferedFlow } from '../discovery/flow-offers.ts';
import type { OfferedWorkflow } from '../n8n/read-workflow.ts';
import type { OpenProvider } from '../open-providers.ts';

interface ListParts {
  readonly providers: readonly OpenProvider[];
  readonly flows: ReadonlyMap<string, OfferedFlow>;
  readonly reviewsOf: (provider: string) => readonly Review[];
  readonly isConfigured: (intent: string) => boolean;
}

/** Every flow that is known, callable or not. */
export function listFlows(parts: ListParts): Flows {
  const { providers, flows, isConfigured } = parts;
  const configured = [...flows.entries()].flatMap(([intent, { definition }]) => {
    const open = providers.find(({ provider }) => provider.name === definition.provider);
    return isConfigured(intent) && open ? [configuredInfo(intent, { definition, open })] : [];
  });
  const discovered = providers.flatMap((open) =>
    parts
      .reviewsOf(open.provider.name)
      .filter(({ name }) => !isConfigured(name))
      .map((review) => reviewedInfo(review, open)),
  );
  return {
    providers: providers.map(providerInfo),
    flows: [...configured, ...discovered].toSorted((a, b) => (a.intent < b.intent ? -1 : 1)),
  };
}

function providerInfo({ provider, line, n8n }: OpenProvider): Flows['providers'][number] {
  const { name, settings } = provider;
  const problem =
    n8n?.watch.problem() ??
    (line.isBroken() ? 'It failed again and again, and is tried from time to time.' : undefined);
  return {
    name,
    type: settings.type,
    url: settings.url,
    state: problem === undefined ? 'ready' : 'failing',
    ...(problem !== undefined && { detail: problem }),
    discovers: n8n !== undefined,
  };
}

function configuredInfo(
  intent: string,
  { definition, open }: Pick<OfferedFlow, 'definition'> & { open: OpenProvider },
): FlowInfo {
  const workflowId = open.provider.records?.workflowIdOf(definition.place);
  const workflow = open.n8n?.watch.seen()?.find((item) => item.workflowId === workflowId);
  return {
    intent,
    provider: definition.provider,
    status: 'configured',
    effect: definition.effect,
    dry_run: definition.dryRun,
    description: definition.description,
    ...workflowInfo(workflow, open),
  };
}

function reviewedInfo(review: Review, open: OpenProvider): FlowInfo {
  const { name, offered, accepted } = review;
  const definition = offered?.definition ?? accepted?.definition ?? {};
  const declaration = FlowDeclaration.safeParse(definition).data;
  const workflow = open.n8n?.watch.seen()?.find((item) => item.name === name);
  const flaw = definition['flaw'];
  const effect = accepted?.effect ?? declaration?.effect;
  return {
    intent: name,
    provider: open.provider.name,
    status: typeof flaw === 'string' ? 'unusable' : reviewStatus(review),
    ...(effect && { effect }),
    ...(declaration && { dry_run: declaration.dry_run, description: declaration.description }),
    ...workflowInfo(workflow, open),
    ...(typeof flaw === 'string' && { problem: flaw }),
  };
}

function workflowInfo(workflow: OfferedWorkflow | undefined, { provider }: OpenProvider) {
  if (!workflow) return {};
  const { workflowId, isActive } = workflow;
  return { active: isActive, workflow_id: workflowId, url: workflowUrl(provider, workflowId) };
}

/** Where a person opens a workflow of n8n. */
export function workflowUrl({ settings }: OpenProvider['provider'], workflowId: string): string {
  return `${settings.linkUrl ?? settings.url}/workflow/${workflowId}`;
}
