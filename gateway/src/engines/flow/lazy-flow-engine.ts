import type { Engine } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import type { FlowEngine, FlowEngineParts } from './flow-engine.ts';
import type { ReviewedFlows } from './discovery/reviewed-flows.ts';
import type { FlowSettings } from './flow-settings.ts';

/** The flow engine, loaded once a provider is configured: many gateways have none. */
export interface LazyFlowEngine extends Engine {
  /** To be awaited before the first call, and after each reload. */
  prepare(): Promise<void>;
  isLoaded(): boolean;
  executionUrl: FlowEngine['executionUrl'];
  /** Undefined before a provider is configured. */
  desk(): FlowEngine['desk'] | undefined;
  readonly reviewed: ReviewedFlows;
  stop(): Promise<void>;
}

const none: readonly Intent[] = [];

export function createLazyFlowEngine(
  settings: () => FlowSettings,
  parts: FlowEngineParts,
): LazyFlowEngine {
  let engine: FlowEngine | undefined;
  const loaded = (): FlowEngine => {
    if (engine) return engine;
    throw new Error('No flow is offered before a provider is configured');
  };
  return {
    name: 'flow',
    isLoaded: () => engine !== undefined,
    async prepare() {
      if (!engine && Object.keys(settings().providers).length === 0) return;
      const { createFlowEngine } = await import('./flow-engine.ts');
      engine ??= createFlowEngine(parts);
      await engine.configure(settings());
    },
    intents: () => engine?.intents() ?? none,
    state: () => loaded().state(),
    run: async (intent, call) => loaded().run(intent, call),
    resume: async (intent, call, handle) => loaded().resume(intent, call, handle),
    preview: async (intent, call) => loaded().preview(intent, call),
    executionUrl: (intent, ids) => engine?.executionUrl(intent, ids),
    desk: () => engine?.desk,
    reviewed: {
      engine: 'flow',
      sources: () => engine?.reviewed.sources() ?? [],
      refresh: (source) => loaded().reviewed.refresh(source),
      configuredEffect: (source, name) => engine?.reviewed.configuredEffect(source, name),
      hintedEffect: (definition) => loaded().reviewed.hintedEffect(definition),
      warningsOf: (definition) => loaded().reviewed.warningsOf(definition),
      decided: async () => engine?.reviewed.decided(),
    },
    stop: async () => engine?.stop(),
  };
}
