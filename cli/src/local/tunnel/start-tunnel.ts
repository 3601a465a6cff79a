import type { Config, Gateway } from '#gateway';
import { CliError } from '../../shared/cli-error.ts';
import type { CliContext } from '../../shared/context.ts';
import { findTunnelProgram, openTunnel } from './open-tunnel.ts';
import { tunnelNames, tunnelPrograms, type TunnelName } from './tunnel-program.ts';

const shortKeyChars = 32;

/** A way in from outside for one session, as `tutti start --tunnel` opens it. */
export interface SessionTunnel {
  /** The configuration, with the address of the tunnel for public_url once that is known. */
  withAddress(config: Config): Config;
  /** Gives the address. */
  open(gateway: Gateway, url: string): Promise<string>;
  stop(): Promise<void>;
}

function isTunnelName(text: string): text is TunnelName {
  return tunnelNames.some((name) => name === text);
}

/** Looks first whether all is there: nothing is started for a tunnel that cannot be. */
export function prepareTunnel(name: string, { terminal, env }: CliContext): SessionTunnel {
  if (!isTunnelName(name)) {
    throw new CliError('invalid_request', `"${name}" is no tunnel that is known.`, {
      hint: `Take one of: ${tunnelNames.join(', ')}.`,
    });
  }
  const program = tunnelPrograms[name];
  const file = findTunnelProgram(program, env);
  let publicUrl: string | undefined;
  let stop: (() => Promise<void>) | undefined;
  return {
    withAddress(config) {
      refuseShortKeys(config);
      return publicUrl === undefined ? config : { ...config, publicUrl };
    },
    async open(gateway, url) {
      const tunnel = await openTunnel(file, { program, port: Number(new URL(url).port), env });
      let wanted = false;
      stop = () => {
        wanted = true;
        return tunnel.stop();
      };
      void tunnel.ended.then(() => {
        if (!wanted) terminal.note(`${name} has ended: nobody reaches the gateway from outside.`);
      });
      publicUrl = tunnel.url;
      await gateway.reload();
      return publicUrl;
    },
    stop: async () => stop?.(),
  };
}

/* The whole world may try keys at the end of a tunnel, though the gateway itself listens on this machine alone. */
function refuseShortKeys({ apiKey, ownerKey }: Config): void {
  const keys = { TUTTI_API_KEY: apiKey, TUTTI_OWNER_KEY: ownerKey };
  const short = Object.entries(keys).find(
    ([, key]) => key !== undefined && key.length < shortKeyChars,
  );
  if (!short) return;
  throw new CliError(
    'invalid_config',
    `${short[0]} has fewer than ${shortKeyChars} characters, which is too short for a tunnel: the whole world can reach it.`,
    { hint: 'Take a longer key, or leave it out to have one made.' },
  );
}
