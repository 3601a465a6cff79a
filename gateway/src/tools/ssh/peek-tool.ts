import { defineTool, type Tool } from '../../intents/define-tool.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { CommandInputs, CommandResult } from './command-schemas.ts';
import { judgeCall, targetOf, type JudgedCall, type JudgeParts } from './judge-call.ts';
import { runOnHost, type HostParts } from './run-on-host.ts';

/** `ssh.exec.peek`: looks around on a host, and does nothing else. */
export function peekTool(parts: JudgeParts & HostParts): Tool {
  const judge = (inputs: CommandInputs) => onlyReading(judgeCall(inputs, parts));
  return defineTool({
    name: 'ssh.exec.peek',
    title: 'Look at a host',
    description:
      'Runs a command on a host that surely only reads: df, free, ps, ss, journalctl, systemctl status, docker ps, kubectl get, tail of logs, and pipes of these. Anything else is refused; ssh.exec can do it.',
    effect: 'read',
    inputs: CommandInputs,
    outputs: CommandResult,
    reachesOutside: true,
    examples: [
      { say: 'How full are the disks?', inputs: { command: 'df -h' } },
      {
        say: 'Why did nginx stop on box?',
        inputs: { host: 'box', command: 'journalctl -u nginx -n 50 --no-pager' },
      },
    ],
    resolve(inputs) {
      const judged = judge(inputs);
      const { name, user } = judged.host;
      return { inputs: { ...inputs, host: name, user }, target: targetOf(judged) };
    },
    run: (call) =>
      runOnHost(
        judge(call.inputs),
        {
          signal: call.signal,
          progress: call.progress,
          timeoutMs: parts.settings().peekTimeoutMs,
        },
        parts,
      ),
  });
}

type CommandInputs = Parameters<typeof judgeCall>[0];

function onlyReading(judged: JudgedCall): JudgedCall {
  if (judged.onlyReads) return judged;
  throw new GatewayError('not_a_peek', `Cannot peek with this command: ${judged.reason}.`, {
    hint: 'Send it to ssh.exec, which shows what it would run and asks for a confirmation; or ask for what surely only reads.',
    retryable: true,
  });
}
