import type { OAuthPage, OAuthProblem } from '../../../identity/oauth/create-provider.ts';
import type { OAuthSite } from '../../../identity/oauth/oauth-site.ts';
import { html } from '../html.ts';
import { pageHeaders, renderPage } from '../owner-page/render-page.ts';
import { visible } from '../owner-page/visible-text.ts';

/** The page of a request that cannot be sent back to who made it. */
export function renderProblem(
  { base }: OAuthSite,
  { error, description }: OAuthProblem,
): OAuthPage {
  const content = html`<h1>This sign-in does not work</h1>
    <p class="card">${visible(sentenceFor(error))}</p>
    <p class="muted"><code>${visible(error)}</code> ${visible(description ?? '')}</p>`;
  return {
    headers: { ...pageHeaders, 'cache-control': 'no-store' },
    body: renderPage({ title: 'Sign-in', base }, content),
  };
}

function sentenceFor(error: string): string {
  switch (error) {
    case 'invalid_client':
    case 'invalid_client_metadata':
      return 'This gateway does not know the program that sent you, or could not read what it publishes of itself. Remove the gateway there, and add it again.';
    case 'invalid_redirect_uri':
      return 'The program that sent you wants its answer at an address that it did not name before. Nothing was sent there.';
    case 'invalid_request':
      return 'The program that sent you asked in a way that this gateway does not take.';
    default:
      return 'Start again in the program that sent you. Nothing was allowed.';
  }
}
