import type {
  OpenApiContent,
  OpenApiDocument,
  OpenApiMedia,
  OpenApiOperation,
  OpenApiParameter,
} from '../openapi/openapi-document.ts';
import { curlExample } from './curl-example.ts';
import { html, nothing, type Html } from '../html.ts';
import { renderFields, renderType } from './render-schema.ts';

/** A call with its place in the document. */
export interface PlacedCall {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
}

export function callsOf({ paths }: OpenApiDocument): readonly PlacedCall[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
}

/** One call: what it is for, how to make it, what comes back. */
export function renderOperation(
  { method, path, operation }: PlacedCall,
  { server, document }: { server: string; document: OpenApiDocument },
): Html {
  const { operationId, summary, description = '', parameters = [], requestBody } = operation;
  const curl = curlExample({ server, method, path, operation, defaultSecurity: document.security });
  return html`<article id="call-${operationId}">
    <h3><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></h3>
    <p><strong>${summary}.</strong> ${description}</p>
    <p class="muted">${keyNeeded(operation)}</p>
    ${renderParameters(parameters)}${requestBody ? renderBody(requestBody.content) : nothing}
    ${renderCode(curl, `Example of ${summary}`)} ${renderResponses(operation)}
  </article> `;
}

export function renderCode(text: string, label: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>`;
}

function keyNeeded({ security }: OpenApiOperation): string {
  if (security === undefined) return 'Needs the key of a caller.';
  return security.length === 0 ? 'Open: needs no key.' : 'Needs the owner key.';
}

function renderParameters(parameters: readonly OpenApiParameter[]): Html {
  if (parameters.length === 0) return nothing;
  const rows = parameters.map(({ name, required, description, schema }) => ({
    name,
    required,
    schema: { ...schema, description },
  }));
  return renderFields(rows, 'Parameters');
}

function renderBody(content: OpenApiContent): Html {
  const media = content['application/json'];
  return media
    ? html`<p>Body: ${renderType(media.schema)}</p>
        ${renderExamples(media)}`
    : nothing;
}

function renderResponses({ operationId, responses }: OpenApiOperation): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Answers of ${operationId}">
      <table>
        <caption>
          Answers
        </caption>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Meaning</th>
            <th scope="col">Body</th>
          </tr>
        </thead>
        <tbody>
          ${Object.entries(responses).map(
            ([status, { description, content }]) =>
              html`<tr>
                <th scope="row">${status}</th>
                <td>${description}</td>
                <td>${typeOfContent(content)}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${Object.values(responses).flatMap(({ content }) => Object.values(content).map(renderExamples))}`;
}

function typeOfContent(content: OpenApiContent): Html {
  const [entry] = Object.entries(content);
  if (!entry) return nothing;
  const [type, media] = entry;
  return type === 'application/json' ? renderType(media.schema) : html`<code>${type}</code>`;
}

function renderExamples({ example, examples = {} }: OpenApiMedia): Html {
  const shown = Object.values(examples).map(({ summary, value }) => ({
    summary,
    text: JSON.stringify(value, null, 2),
  }));
  const all = example === undefined ? shown : [{ summary: 'Example', text: example }, ...shown];
  return html`${all.map(
    ({ summary, text }) =>
      html`<details>
        <summary>${summary}</summary>
        ${renderCode(text, summary)}
      </details> `,
  )}`;
}
