import { ErrorCode, httpStatusOfCode } from '#contract';
import { errorMeanings } from './error-meanings.ts';
import { html, type Html } from '../html.ts';

/** Every error code with its HTTP status and what it means. */
export function renderErrors(): Html {
  const codes = ErrorCode.options.toSorted((a, b) => httpStatusOfCode[a] - httpStatusOfCode[b]);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Error codes">
    <table>
      <caption>
        Error codes
      </caption>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">HTTP</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${codes.map(
          (code) =>
            html`<tr>
              <th scope="row"><code>${code}</code></th>
              <td>${httpStatusOfCode[code]}</td>
              <td>${errorMeanings[code]}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
