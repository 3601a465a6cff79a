import type { CallToolResult } from '@modelcontextprotocol/server';

/** What came of a tool: its result, or a question to the user that a yes goes on with. */
export type ToolOutcome =
  | { readonly kind: 'result'; readonly result: CallToolResult }
  | {
      readonly kind: 'confirm';
      /** What the user is shown. */
      readonly message: string;
      /** What a yes spends: the same arguments with this `confirm_token`. */
      readonly token: string;
      /** What is said where the client cannot be asked after all. */
      readonly plain: CallToolResult;
    };

export function resultOutcome(result: CallToolResult): ToolOutcome {
  return { kind: 'result', result };
}
