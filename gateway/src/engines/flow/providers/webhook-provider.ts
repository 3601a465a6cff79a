import { readAnswer } from '../calling/read-answer.ts';
import type { ProviderSettings } from '../flow-settings.ts';
import type { FlowPlace, FlowProvider } from '../provider.ts';

/** Any URL that takes the contract: `gmail.triage` is at `<url>/gmail-triage`, unless a path is given. */
export function createWebhookProvider(name: string, settings: ProviderSettings): FlowProvider {
  return {
    name,
    settings,
    urlOf: ({ intent, path }) => urlUnder(settings.url, path ?? `/${slugOf(intent)}`),
    read: (response) => readAnswer(response, name),
    executionUrl: () => undefined,
  };
}

/** A name as it stands in paths. */
export function slugOf(intent: FlowPlace['intent']): string {
  return intent.replaceAll('.', '-');
}

/** A path below an address that may have one itself. */
export function urlUnder(base: string, path: string): URL {
  return new URL(`${base}${path}`);
}
