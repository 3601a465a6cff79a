import type { Approval } from '#contract';
import { html, type Html } from '../html.ts';
import { renderTime } from './render-time.ts';
import { visible } from './visible-text.ts';

interface ApprovalLists {
  readonly waiting: readonly Approval[];
  readonly latest: readonly Approval[];
  readonly base: string;
  readonly now: number;
}

const shownChars = 160;

/** What waits for the owner, and what was decided last. */
export function renderApprovals(lists: ApprovalLists): Html {
  const { waiting, latest } = lists;
  const decided = latest.filter(({ status }) => status !== 'waiting');
  return html`<h1>Approvals</h1>
    ${
      waiting.length === 0
        ? html`<p class="card">Nothing waits for you.</p>`
        : renderList(waiting, lists)
    }
    ${
      decided.length === 0
        ? html``
        : html`<h2>Decided</h2>
            ${renderList(decided, lists)}`
    }`;
}

function renderList(approvals: readonly Approval[], { base, now }: ApprovalLists): Html {
  const items = approvals.map(
    (approval) =>
      html`<li>
        <a href="${base}/owner/approvals/${approval.approval_id}"
          ><b>${visible(approval.intent)}</b></a
        >
        <span class="effect ${approval.effect}">${approval.effect}</span>
        <div>${visible(inShort(approval))}</div>
        <div class="muted">
          ${visible(approval.caller)} · ${approval.status} ·
          ${
            approval.status === 'waiting'
              ? html`ends ${renderTime(approval.expires_at, now)}`
              : renderTime(approval.decided_at ?? approval.asked_at, now)
          }
        </div>
      </li>`,
  );
  return html`<ul class="plain card">
    ${items}
  </ul>`;
}

function inShort({ inputs }: Approval): string {
  const text = Object.entries(inputs)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
  return text.length > shownChars ? `${text.slice(0, shownChars)}…` : text;
}
