import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html, joined } from './html.ts';

it('escapes what it is given', () => {
  const { safeHtml } = html`<p title="${`"onload='x'`}">${'<script>&'}</p>`;
  expect(safeHtml).toBe('<p title="&quot;onload=&#39;x&#39;">&lt;script&gt;&amp;</p>');
});

it('keeps HTML that it made itself', () => {
  const items = ['a', '<b>'].map((text) => html`<i>${text}</i>`);
  expect(html`<p>${items}</p>`.safeHtml).toBe('<p><i>a</i><i>&lt;b&gt;</i></p>');
  expect(joined([html`<i>1</i>`, html`2`], ' < ').safeHtml).toBe('<i>1</i> &lt; 2');
});

it('lets no text open a tag, leave an attribute or start an entity', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const rest = html`${text}`.safeHtml.replace(/&(amp|lt|gt|quot|#39);/g, '');
      return !/[<>"'&]/.test(rest);
    }),
  );
});
