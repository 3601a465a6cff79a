import type { ClientLink } from '../../intents/client-link.ts';
import type { OfferedCapabilities } from './connection.ts';
import type { Forwarded } from './server-settings.ts';

const askable = ['elicitation', 'roots', 'sampling'] as const;

/** What this side says that it can do: what the client behind the call can, as far as the owner lets this server ask it. */
export function offeredCapabilities(
  { capabilities }: Pick<ClientLink, 'capabilities'>,
  forward: readonly Forwarded[],
): OfferedCapabilities {
  /* As nearly every client. */
  if (!askable.some((name) => capabilities[name] !== undefined)) return {};
  const offered = askable.flatMap((name) => {
    const capability = capabilities[name];
    return capability !== undefined && forward.includes(name) ? [[name, capability]] : [];
  });
  return Object.fromEntries(offered) as OfferedCapabilities;
}
