import type { Approval } from '#contract';
import type { Paint } from '../shared/terminal.ts';

/* All that cannot be seen, or changes how the rest is seen: every space but the plain one too. */
const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** One request in full, every value as JSON, with each hidden character as its escape. */
export function showApproval(approval: Approval, paint: Paint): string {
  const { approval_id, status, intent, effect, caller, space, rules, note } = approval;
  return [
    `${paint('bold', exact(intent))}  ${paint(effectColours[effect], effect)}  ${approval_id}  ${status}`,
    `asked by ${exact(caller)} in the space ${exact(space)} at ${approval.asked_at}; ends at ${approval.expires_at}`,
    `asked because of ${rules.map(exact).join(', ')}`,
    ...section('What it asks for', approval.inputs, paint),
    ...(approval.target ? section('What it acts on', approval.target, paint) : []),
    ...section('What would happen', approval.would, paint),
    `  ${exact(note)}`,
  ].join('\n');
}

const effectColours = {
  read: 'green',
  write: 'cyan',
  outward: 'yellow',
  destructive: 'red',
} as const;

function section(title: string, fields: Readonly<Record<string, unknown>>, paint: Paint): string[] {
  const lines = Object.entries(fields).map(
    ([name, value]) => `  ${paint('cyan', `${exact(name)}:`)} ${exactJson(value)}`,
  );
  return [paint('dim', title), ...lines];
}

function exactJson(value: unknown): string {
  return exact(JSON.stringify(value ?? null));
}

/* One escape a UTF-16 unit, as JSON writes it. */
function exact(text: string): string {
  return text.replaceAll(hidden, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
