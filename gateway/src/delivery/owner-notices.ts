import type { StoredApproval } from '../consent/approval-store.ts';
import { approvalOf } from '../consent/approval-of.ts';
import { isoTime } from '../platform/clock.ts';
import type { OutboxEntry } from '../runs/run-store.ts';

/** Where the owner wants to be told. */
export type OwnerAddress =
  | { readonly type: 'ntfy'; readonly url: string; readonly token?: string | undefined }
  | { readonly type: 'webhook'; readonly url: string; readonly secret?: string | undefined };

interface NoticeParts {
  readonly addresses: readonly OwnerAddress[];
  /** Where the owner decides. */
  readonly pageUrl: string;
  readonly newId: () => string;
}

/**
 * What tells the owner that a request waits, one entry for each of their addresses. A push service
 * learns who asks for what, never the inputs: those are on the page, behind sign-in.
 */
export function ownerNotices(
  approval: StoredApproval,
  { addresses, pageUrl, newId }: NoticeParts,
): readonly OutboxEntry[] {
  return addresses.map((address) => ({
    id: newId(),
    caller: ownerQueue,
    space: approval.space,
    runId: approval.runId,
    to: 'owner',
    url: address.url,
    createdAt: approval.createdAt,
    ...messageFor(address, approval, pageUrl),
  }));
}

/* No caller's name: their own callbacks never hold a notice up. */
const ownerQueue = '(owner)';

type Message = Pick<OutboxEntry, 'body' | 'headers'>;

function messageFor(address: OwnerAddress, approval: StoredApproval, pageUrl: string): Message {
  switch (address.type) {
    case 'ntfy':
      return ntfyMessage(address, approval, pageUrl);
    case 'webhook':
      return webhookMessage(approval, pageUrl);
    default:
      return address satisfies never;
  }
}

/** Source: docs.ntfy.sh/publish: the body is the text, all else stands in headers. */
function ntfyMessage(
  { token }: { token?: string | undefined },
  { caller, intent, rules }: StoredApproval,
  pageUrl: string,
): Message {
  return {
    body: `${caller} asks for ${intent} (rule: ${rules.join(', ')}). Open to see it in full and decide.`,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      title: 'Tutti: approval needed',
      priority: 'high',
      tags: 'lock',
      click: pageUrl,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  };
}

function webhookMessage(approval: StoredApproval, pageUrl: string): Message {
  const notice = {
    type: 'approval.waiting',
    timestamp: isoTime(approval.createdAt),
    data: { ...approvalOf(approval), url: pageUrl },
  };
  return { body: JSON.stringify(notice) };
}
