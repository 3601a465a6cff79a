import { rowsOf } from './rows.ts';

export interface Mail {
  id?: string;
  threadId?: string;
  From?: string;
  Subject?: string;
  snippet?: string;
  internalDate?: string;
  labels?: { id: string; name: string }[];
  labelIds?: string[];
}

/** A mail as a list shows it. */
export function shortMail(mail: Mail) {
  return {
    id: mail.id,
    from: mail.From ?? '',
    subject: mail.Subject ?? '(no subject)',
    date: mail.internalDate ? new Date(Number(mail.internalDate)).toISOString() : null,
    snippet: mail.snippet ?? '',
  };
}

/** What the search gave; an empty item stands for nothing. */
export function mailsOf(items: Mail[]): Mail[] {
  return rowsOf(items, ({ id, threadId }) => Boolean(id && threadId), 'The mails');
}

/** What a dry run shows, and what the run then acts on. */
export function previewTriage(mails: Mail[], { label, most }: { label: string; most: number }) {
  const found = mailsOf(mails);
  const more = found.length >= most;
  return {
    result: {
      dry_run: true,
      note: `${found.length === 1 ? '1 mail' : `${found.length} mails`} would get the label "${label}"${more ? `; more may match than the ${most} that are taken at once` : ''}.`,
      found: found.length,
      would_apply_label: label,
      preview: found.map((mail) => shortMail(mail)),
    },
    plan: { label, message_ids: found.map((mail) => mail.id) },
  };
}

/** What came of each message: one outcome of Gmail for each, in the same order. */
export function countLabelled(
  wanted: { message_id: string; label_id: string }[],
  outcomes: (Mail & { error?: unknown })[],
  label: string,
) {
  const vanished: string[] = [];
  const failures: { id: string; why: string }[] = [];
  let labeled = 0;
  for (const [index, { message_id, label_id }] of wanted.entries()) {
    const outcome = outcomes[index] ?? {};
    // Only what Gmail says itself counts: a step that breaks down passes on what it was given.
    if (outcome.id === message_id && outcome.labelIds?.includes(label_id) === true) labeled += 1;
    else if (/not (be )?found|404/i.test(whyOf(outcome.error))) vanished.push(message_id);
    else failures.push({ id: message_id, why: whyOf(outcome.error) });
  }
  return {
    result: {
      labeled,
      label,
      ...(vanished.length > 0 && { vanished }),
      ...(failures.length > 0 && { failed: failures }),
    },
  };
}

function whyOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { message } = (error ?? {}) as { message?: string };
  return message ?? 'Gmail did not confirm it.';
}
