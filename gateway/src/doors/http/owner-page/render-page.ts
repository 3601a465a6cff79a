import { createHash } from 'node:crypto';
import type { OwnerSession } from '../../../identity/owner-sessions.ts';
import { html, nothing, type Html } from '../html.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/* In one piece: white space around them would change their hashes. */
const style: Html = { safeHtml: `<style>${pageStyle}</style>` };
const script: Html = { safeHtml: `<script>${pageScript}</script>` };

/** Under which the pages work: their own style and script, forms to this gateway, and nothing else from anywhere. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(pageScript)}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  /* Without a referrer, browsers would send no Origin with forms, by which they are known as ours. */
  'referrer-policy': 'same-origin',
};

export interface PageFrame {
  readonly title: string;
  /** What stands before the path of every link. */
  readonly base: string;
  readonly session?: OwnerSession | undefined;
  readonly refreshSeconds?: number;
  /** Where the browser goes by itself. */
  readonly onward?: string;
  readonly asksPasskey?: boolean;
}

export function renderPage(frame: PageFrame, content: Html): string {
  const { title, asksPasskey = false } = frame;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${renderRefresh(frame)}
        <title>${title} · Tutti</title>
        ${style}
      </head>
      <body>
        ${renderBar(frame)}
        <main>${content}</main>
        ${asksPasskey ? script : nothing}
      </body>
    </html> `;
  return page.safeHtml;
}

function renderRefresh({ refreshSeconds, onward }: PageFrame): Html {
  if (onward !== undefined) return html`<meta http-equiv="refresh" content="0; url=${onward}" />`;
  if (refreshSeconds === undefined) return nothing;
  return html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
}

function renderBar({ base, session }: PageFrame): Html {
  if (!session) return html`<header class="bar"><b>Tutti</b></header>`;
  return html`<header class="bar">
    <b>Tutti</b>
    <a href="${base}/owner/approvals">Approvals</a>
    <a href="${base}/owner/clients">Clients</a>
    <a href="${base}/owner/passkeys">Passkeys</a>
    <form method="post" action="${base}/owner/sign-out">
      ${renderFormToken(session)}
      <button class="small">Sign out</button>
    </form>
  </header>`;
}

/** What every form of a session carries. */
export function renderFormToken({ formToken }: OwnerSession): Html {
  return html`<input type="hidden" name="form_token" value="${formToken}" />`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
