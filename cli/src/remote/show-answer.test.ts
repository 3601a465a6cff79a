import { expect, it } from 'vitest';
import type { Terminal } from '../shared/terminal.ts';
import { showAnswer } from './show-answer.ts';
import type { AnyAnswer } from './wire.ts';

function shownOf(result: unknown): string {
  const out: string[] = [];
  const plain = (_: unknown, text: string) => text;
  const terminal: Terminal = {
    canAsk: false,
    isOutTerminal: false,
    isNoteTerminal: false,
    out: (text) => void out.push(text),
    outAll: async () => undefined,
    note: () => undefined,
    status: () => undefined,
    paintOut: plain,
    paintNote: plain,
  };
  const answer: AnyAnswer = {
    status: 'preview',
    intent: 'gmail.triage',
    mode: 'flow',
    result,
    duration_ms: 1,
    trace_id: 'a',
  };
  showAnswer(terminal, answer);
  return out.join('\n');
}

it('shows what would happen, wherever the preview says it', () => {
  const note = '1 mail would get a label.';
  expect(shownOf({ dry_run: true, note, would: { id: 'mem_1' } })).toBe(`${note}\nid: mem_1`);
  const preview = [{ subject: 'Invoice 1' }];
  expect(shownOf({ dry_run: true, note, found: 1, preview })).toBe(
    `${note}\nfound: 1\npreview:\n  - subject: Invoice 1`,
  );
  expect(shownOf({ dry_run: true, note })).toBe(note);
});
