/** HTML that is safe to send: whatever went into it was escaped, or was such HTML itself. */
export interface Html {
  readonly safeHtml: string;
}

type HtmlValue = string | number | Html | readonly Html[];

/** Writes HTML; every value is escaped unless `html` made it. Attributes must stand in double quotes. */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const safeHtml = literals.reduce((text, literal, index) => {
    const value = values[index - 1];
    return text + (value === undefined ? '' : textOf(value)) + literal;
  });
  return { safeHtml };
}

export const nothing: Html = html``;

/** Puts `separator` between the parts. */
export function joined(parts: readonly Html[], separator: string): Html {
  return { safeHtml: parts.map(({ safeHtml }) => safeHtml).join(escaped(separator)) };
}

function textOf(value: HtmlValue): string {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'safeHtml' in value ? value.safeHtml : value.map(({ safeHtml }) => safeHtml).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
