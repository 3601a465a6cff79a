import { defineTool, type Tool } from '../../intents/define-tool.ts';
import type { EnginePreview } from '../../intents/engine.ts';
import { CommandInputs, CommandResult } from './command-schemas.ts';
import { judgeCall, placeOf, targetOf, type JudgedCall, type JudgeParts } from './judge-call.ts';
import { runOnHost, type HostParts } from './run-on-host.ts';

/* Beyond the longest timeout that can be set: a command ends by its own. */
const deadlineMs = 15 * 60_000;

/** `ssh.exec`: runs a command on a host. What surely only reads runs at once; all else shows first what it would run. */
export function execTool(parts: JudgeParts & HostParts): Tool {
  return defineTool({
    name: 'ssh.exec',
    title: 'Run a command on a host',
    description:
      'Runs a shell command on a host that the owner listed. One that surely only reads runs at once; any other is previewed, and runs once it is confirmed.',
    effect: 'destructive',
    inputs: CommandInputs,
    outputs: CommandResult,
    deadlineMs,
    reachesOutside: true,
    examples: [
      { say: 'How long is box up?', inputs: { host: 'box', command: 'uptime' } },
      { say: 'Restart nginx', inputs: { command: 'systemctl restart nginx' } },
    ],
    resolve(inputs) {
      const judged = judgeCall(inputs, parts);
      const { name, user } = judged.host;
      return { inputs: { ...inputs, host: name, user }, target: targetOf(judged) };
    },
    effectOf: ({ command }) =>
      parts.classify(command).kind === 'peek_ok' ? 'read' : 'destructive',
    resourceOf: ({ host }) => `ssh:${host}`,
    preview: async ({ inputs }) => previewOf(judgeCall(inputs, parts), parts),
    run(call) {
      const judged = judgeCall(call.inputs, parts);
      const { execTimeoutMs, peekTimeoutMs } = parts.settings();
      const { signal, progress } = call;
      const timeoutMs = judged.onlyReads ? Math.max(execTimeoutMs, peekTimeoutMs) : execTimeoutMs;
      return runOnHost(judged, { signal, progress, timeoutMs }, parts);
    },
  });
}

function previewOf(judged: JudgedCall, { settings }: HostParts): EnginePreview {
  const { host, rendering, onlyReads, reason } = judged;
  const where = `on host "${host.name}" (${host.address}) as ${host.user}`;
  return {
    note: onlyReads
      ? `Nothing was run. This only reads; it would run ${where}.`
      : `Nothing was run. Going on runs this ${where}. It needs a confirmation: ${reason}.`,
    would: {
      run: rendering,
      ...placeOf(host),
      reason,
      ends_after_s: settings().execTimeoutMs / 1000,
    },
  };
}
