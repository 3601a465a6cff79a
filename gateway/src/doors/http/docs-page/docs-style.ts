import { createHash } from 'node:crypto';
import type { Html } from '../html.ts';

/* Fonts of the system; dark and light as the reader has it. */
const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fdfdfb, #16181c);
  --raised: light-dark(#f3f3ee, #20242a);
  --ink: light-dark(#1d2126, #e6e8eb);
  --muted: light-dark(#5a616b, #a3abb6);
  --line: light-dark(#d9dad3, #363c45);
  --link: light-dark(#0b5cad, #7ab8ff);
  --read: light-dark(#1f6f43, #7bd3a0);
  --act: light-dark(#8a4b00, #f0b465);
  --danger: light-dark(#a32020, #ff9a92);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem; }
.page { display: grid; grid-template-columns: 16rem minmax(0, 56rem); gap: 2.5rem; max-width: 76rem; margin: 0 auto; padding: 0 1.25rem 4rem; }
nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1.5rem 0; font-size: .875rem; }
nav h2 { font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); margin: 1.25rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .15rem 0; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { text-decoration: underline; }
h1 { font-size: 2rem; margin: 2rem 0 .5rem; }
main h2 { margin: 3rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { margin: 0; font-size: 1.0625rem; }
h3 code { font-size: 1rem; overflow-wrap: anywhere; }
article { margin: 2rem 0; scroll-margin-top: 1rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--muted); }
.muted { color: var(--muted); }
.required { color: var(--act); font-size: .8rem; }
.method, .effect { font: 600 .75rem/1 ui-monospace, monospace; padding: .2rem .4rem; border: 1px solid currentColor; border-radius: 4px; }
.get, .read { color: var(--read); }
.post, .write, .outward { color: var(--act); }
.destructive { color: var(--danger); }
.say { margin: 1rem 0 .25rem; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
@media (max-width: 52rem) {
  .page { display: block; }
  nav { position: static; max-height: none; border-bottom: 1px solid var(--line); }
}
@media print { nav, .skip { display: none; } .page { display: block; } }
`;

/** The style of the docs page. In one piece: white space around it would change its hash. */
export const docsStyle: Html = { safeHtml: `<style>${style}</style>` };

/** The Content-Security-Policy under which the page works: its own style, and nothing else from anywhere. */
export const docsSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
