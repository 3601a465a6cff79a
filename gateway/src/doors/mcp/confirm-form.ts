import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Answer } from '#contract';

const longestPreviewChars = 4000;

/** The form that asks a user whether to go on with a preview. */
export function confirmForm(message: string) {
  return {
    mode: 'form' as const,
    message,
    requestedSchema: {
      type: 'object' as const,
      properties: {
        confirm: {
          type: 'boolean' as const,
          title: 'Do it',
          description: 'Nothing was done yet. Tick this to do exactly what is shown above.',
        },
      },
      required: ['confirm'],
    },
  };
}

/** Whether what came back says yes: anything but a ticked box in a form that was sent is a no. */
export function saysYes(response: unknown): boolean {
  if (typeof response !== 'object' || response === null) return false;
  const { action, content } = response as { action?: unknown; content?: unknown };
  if (action !== 'accept' || typeof content !== 'object' || content === null) return false;
  return 'confirm' in content && content.confirm === true;
}

/** What its reader needs to decide: what would be run, and what is known of what would happen. */
export function confirmMessage({ intent, result }: Answer): string {
  const { note = '', would } = result as { note?: string; would?: unknown };
  const shown = JSON.stringify(would, undefined, 2) ?? '';
  const rest = shown.length > longestPreviewChars ? `\n… (${shown.length} characters)` : '';
  return `${intent}: ${note}\n\n${shown.slice(0, longestPreviewChars)}${rest}`;
}

const declinedSay = 'The user said no: nothing was done. Do not try again unless they ask for it.';

/** What a model is told after a no. */
export function declinedResult(tool: string): CallToolResult {
  const told = { status: 'preview', next: { say: declinedSay } };
  return {
    content: [{ type: 'text', text: `${tool}: ${declinedSay}` }],
    structuredContent: told,
  };
}
