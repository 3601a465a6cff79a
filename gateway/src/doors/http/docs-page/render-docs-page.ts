import type { IntentInfo } from '#contract';
import type { OpenApiDocument } from '../openapi/openapi-document.ts';
import { curlExample } from './curl-example.ts';
import { docsStyle } from './docs-style.ts';
import { html, nothing, type Html } from '../html.ts';
import { renderErrors } from './render-errors.ts';
import { renderIntent } from './render-intent.ts';
import { callsOf, renderCode, renderOperation, type PlacedCall } from './render-operation.ts';
import { renderSchema } from './render-schema.ts';

interface DocsContent {
  readonly document: OpenApiDocument;
  readonly intents: readonly IntentInfo[];
}

/** The docs as one page that needs nothing else: no script, no font, no picture. */
export function renderDocsPage({ document, intents }: DocsContent): string {
  const { title, version, description } = document.info;
  const server = serverOf(document);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} ${version}: the calls</title>
        ${docsStyle}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <div class="page">
          ${renderNav(document, intents)}
          <main id="content">
            <h1>${title} <span class="muted">${version}</span></h1>
            <p>${description}</p>
            ${renderStart(document, server)}
            ${document.tags.map((tag) => renderGroup(tag, { document, server }))}
            ${intents.length > 0 ? renderIntents(intents) : nothing} ${renderReference(document)}
          </main>
        </div>
      </body>
    </html> `;
  return page.safeHtml;
}

/* Relative where the gateway does not know its address; a command line needs a whole one. */
function serverOf({ servers }: OpenApiDocument): string {
  const url = servers[0]?.url ?? '';
  return URL.canParse(url) ? url.replace(/\/+$/, '') : 'http://127.0.0.1:8000';
}

function renderStart(document: OpenApiDocument, server: string): Html {
  const firstCalls = callsOf(document)
    .slice(0, 1)
    .map((call) => curlExample({ ...call, server, defaultSecurity: document.security }));
  const example = ["export TUTTI_API_KEY='the key that the owner gave you'", ...firstCalls];
  return html`<h2 id="start">Start</h2>
    <p>
      Send a key with every call: <code>Authorization: Bearer tutti_…</code>. The owner makes one
      with <code>tutti keys create</code>. Bodies are JSON.
    </p>
    ${renderCode(example.join('\n'), 'A first call')}
    <p>
      Every call for an intent has the same answer: see <a href="#schema-Answer">Answer</a>. Its
      field <code>next</code> says in one sentence what to do now. The machine-readable form of this
      page is <a href="openapi.json">openapi.json</a>; a ChatGPT Action imports
      <a href="openapi.json?profile=chatgpt">openapi.json?profile=chatgpt</a>.
    </p> `;
}

function renderNav(document: OpenApiDocument, intents: readonly IntentInfo[]): Html {
  const groups = document.tags.map(
    ({ name }) =>
      html`<h2>${name}</h2>
        <ul>
          ${callsOfGroup(document, name).map(navItem)}
        </ul> `,
  );
  const intentLinks = intents.map(
    ({ name }) =>
      html`<li>
        <a href="#intent-${name}"><code>${name}</code></a>
      </li>`,
  );
  return html`<nav aria-label="Contents">
    <ul>
      <li><a href="#start">Start</a></li>
    </ul>
    ${groups}${
      intents.length > 0
        ? html`<h2>Intents</h2>
            <ul>
              ${intentLinks}
            </ul>`
        : nothing
    }
    <h2>Reference</h2>
    <ul>
      <li><a href="#errors">Errors</a></li>
      <li><a href="#schemas">Schemas</a></li>
    </ul>
  </nav>`;
}

function navItem({ operation: { operationId, summary } }: PlacedCall): Html {
  return html`<li><a href="#call-${operationId}">${summary}</a></li>`;
}

function callsOfGroup(document: OpenApiDocument, tag: string): readonly PlacedCall[] {
  return callsOf(document).filter(({ operation }) => operation.tags.includes(tag));
}

function renderGroup(
  { name, description }: OpenApiDocument['tags'][number],
  { document, server }: { document: OpenApiDocument; server: string },
): Html {
  const calls = callsOfGroup(document, name);
  return html`<section aria-labelledby="group-${name}">
    <h2 id="group-${name}">${name}</h2>
    <p>${description}</p>
    ${calls.map((call) => renderOperation(call, { server, document }))}
  </section> `;
}

function renderIntents(intents: readonly IntentInfo[]): Html {
  return html`<section aria-labelledby="intents">
    <h2 id="intents">Intents</h2>
    <p>
      What comes with the gateway. <a href="#call-listIntents">GET /intents</a> lists all that your
      key may ask for.
    </p>
    ${intents.map(renderIntent)}
  </section> `;
}

function renderReference({ components }: OpenApiDocument): Html {
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      html`<article id="schema-${name}">
        <h3>${name}</h3>
        ${renderSchema(schema, `Fields of ${name}`, components.schemas)}
      </article> `,
  );
  return html`<section aria-labelledby="errors">
      <h2 id="errors">Errors</h2>
      <p>
        An error has a stable <code>code</code>, a <code>message</code> for people, a
        <code>hint</code> that says what to do, and <code>retryable</code>: true only if nothing
        happened.
      </p>
      ${renderErrors()}
    </section>
    <section aria-labelledby="schemas">
      <h2 id="schemas">Schemas</h2>
      ${schemas}
    </section>`;
}
