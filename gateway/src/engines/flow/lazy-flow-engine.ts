import type { Engine } from '../../intents/engine.ts';
import type { Intent } from '../../intents/intent.ts';
import type { FlowEngine, FlowEngineParts } from './flow-engine.ts';
import type { FlowSettings } from './flow-settings.ts';

/** The flow engine, loaded once a provider is configured: many gateways have none. */
export interface LazyFlowEngine extends Engine {
  /** To be awaited before the first call, and after each reload. */
  prepare(): Promise<void>;
  isLoaded(): boolean;
  executionUrl: FlowEngine['executionUrl'];
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
      engine.configure(settings());
    },
    intents: () => engine?.intents() ?? none,
    state: () => loaded().state(),
    run: async (intent, call) => loaded().run(intent, call),
    resume: async (intent, call, handle) => loaded().resume(intent, call, handle),
    preview: async (intent, call) => loaded().preview(intent, call),
    executionUrl: (intent, ids) => engine?.executionUrl(intent, ids),
    stop: async () => engine?.stop(),
  };
}
