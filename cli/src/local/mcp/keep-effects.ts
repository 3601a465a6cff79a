import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Effect } from '#contract';
import type { CliContext } from '../../shared/context.ts';
import { withConfigFailure } from '../config-failure.ts';
import { environmentWith, type PlaceOptions } from '../start-options.ts';

/** Writes what the owner said at a review to the configuration of this machine, where that has the server. */
export async function keepEffects(
  { env, terminal }: CliContext,
  options: PlaceOptions,
  {
    server,
    effects,
  }: { readonly server: string; readonly effects: Readonly<Record<string, Effect>> },
): Promise<boolean> {
  return withConfigFailure(async () => {
    const gateway = await import('#gateway');
    const environment = environmentWith(env, options);
    const { configFile: file } = gateway.loadConfig(environment);
    if (file === undefined) return false;
    const text = await gateway.setEffects(readFileSync(file, 'utf8'), { server, effects });
    if (text === undefined) return false;
    gateway.parseConfig({ text, file, env: environment });
    writeFileSync(file, text, { mode: statSync(file).mode });
    terminal.note(`Their effects are written to ${file}.`);
    return true;
  });
}
