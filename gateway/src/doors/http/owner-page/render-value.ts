import { html, joined, type Html } from '../html.ts';
import { visible } from './visible-text.ts';

/** One value in full: a text to the letter, anything else as JSON. */
export function renderValue(value: unknown): Html {
  return html`<pre tabindex="0">${typeof value === 'string' ? textOf(value) : jsonOf(value)}</pre>`;
}

function textOf(value: string): Html {
  return value === '' ? html`<i>empty</i>` : visible(value);
}

/* Its line breaks are ours: those of the value are escaped in it. */
function jsonOf(value: unknown): Html {
  const lines = JSON.stringify(value ?? null, null, 2).split('\n');
  return joined(lines.map(visible), '\n');
}

/** The members of an object, each under its name. */
export function renderFields(fields: Readonly<Record<string, unknown>>): Html {
  const entries = Object.entries(fields);
  if (entries.length === 0) return html`<p class="muted">Nothing.</p>`;
  const rows = entries.map(
    ([name, value]) =>
      html`<dt>${visible(name)}</dt>
        <dd>${renderValue(value)}</dd>`,
  );
  return html`<dl>${rows}</dl>`;
}
