import { isDeepStrictEqual } from 'node:util';
import type { Config } from './parse-config.ts';

/** Settings that a running gateway takes over; the others count from the next start on. */
const reloadable: ReadonlySet<string> = new Set([
  'owner',
  'routes',
  'rules',
  'limits',
  'publicUrl',
  'ssh',
  'flows',
  'auth',
  'mcp',
]);

/** Takes over what can be, and names what differs. */
export function applyReload(
  current: Config,
  next: Config,
): { settings: Config; changed: readonly string[] } {
  const names = [...new Set([...Object.keys(current), ...Object.keys(next)])];
  const differing = names.filter(
    (name) => !isDeepStrictEqual(valueOf(current, name), valueOf(next, name)),
  );
  const { publicUrl: _, ...kept } = current;
  return {
    settings: {
      ...kept,
      owner: next.owner,
      routes: next.routes,
      rules: next.rules,
      limits: next.limits,
      ssh: next.ssh,
      flows: next.flows,
      auth: next.auth,
      mcp: next.mcp,
      ...(next.publicUrl !== undefined && { publicUrl: next.publicUrl }),
    },
    changed: differing.map((name) =>
      reloadable.has(name) ? name : `${name} (counts from the next start on)`,
    ),
  };
}

function valueOf(config: Config, name: string): unknown {
  return Object.entries(config).find(([key]) => key === name)?.[1];
}
