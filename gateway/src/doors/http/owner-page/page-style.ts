/* Fonts of the system; dark and light as the reader has it. A thumb reaches every button. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f6f2, #14161a);
  --card: light-dark(#ffffff, #1d2026);
  --raised: light-dark(#f1f1ec, #262a32);
  --ink: light-dark(#1d2126, #e8eaed);
  --muted: light-dark(#5a616b, #a3abb6);
  --line: light-dark(#d9dad3, #373d47);
  --link: light-dark(#0b5cad, #7ab8ff);
  --yes: light-dark(#1a6b3c, #2f8f57);
  --no: light-dark(#a32020, #ff9a92);
  --mark: light-dark(#ffe3a3, #6b4a00);
  --notice: light-dark(#fff6df, #33290f);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
:is(a, button, input, summary, pre):focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; padding: .75rem 1rem; max-width: 44rem; margin: 0 auto; }
.bar b { margin-right: auto; }
.bar form { display: inline; }
main { max-width: 44rem; margin: 0 auto; padding: 0 1rem 4rem; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: .8125rem; letter-spacing: .05em; text-transform: uppercase; color: var(--muted); margin: 1.5rem 0 .5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin: 0 0 1rem; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
.notice { background: var(--notice); }
.muted { color: var(--muted); }
dl { margin: 0; }
dt { font-weight: 600; margin-top: .75rem; overflow-wrap: anywhere; }
dl > dt:first-child { margin-top: 0; }
dd { margin: .25rem 0 0; overflow-wrap: anywhere; }
pre { font: .9375rem/1.5 ui-monospace, monospace; background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
  padding: .625rem .75rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; direction: ltr; unicode-bidi: bidi-override; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 .15em; border: 1px solid currentColor; font-size: .85em; }
.effect { font: 600 .8125rem/1 ui-monospace, monospace; padding: .2rem .45rem; border: 1px solid currentColor; border-radius: 6px; white-space: nowrap; vertical-align: .15em; }
.read { color: light-dark(#1f6f43, #7bd3a0); }
.write, .outward { color: light-dark(#8a4b00, #f0b465); }
.destructive { color: var(--no); }
button, .button { font: 600 1.0625rem/1.2 system-ui, sans-serif; min-height: 3rem; padding: .75rem 1.25rem; width: 100%; border-radius: 10px;
  border: 2px solid var(--line); background: var(--raised); color: var(--ink); cursor: pointer; }
button.yes { background: var(--yes); border-color: var(--yes); color: #fff; }
button.no { background: transparent; border-color: var(--no); color: var(--no); }
button.small { width: auto; min-height: 2.25rem; padding: .25rem .75rem; font-size: .9375rem; font-weight: 500; }
.actions { margin: 1rem 0; }
label { display: block; font-weight: 600; margin: .75rem 0 .25rem; }
input:not([type=hidden], [hidden]) { font: 1rem/1.2 system-ui, sans-serif; width: 100%; min-height: 3rem; padding: .5rem .75rem; border-radius: 10px;
  border: 1px solid var(--muted); background: var(--card); color: var(--ink); }
.check { font-weight: 500; }
.check input:not([type=hidden], [hidden]) { width: 1.25rem; height: 1.25rem; min-height: 0; margin: 0 .35rem 0 0; vertical-align: -.25rem; accent-color: var(--link); }
.check + p { margin-top: 0; }
form .field { margin-bottom: .75rem; }
summary { cursor: pointer; padding: .25rem 0; font-weight: 600; }
.card .field:first-of-type label { margin-top: 0; }
time { white-space: nowrap; }
ul.plain { list-style: none; }
ul.plain > li + li { border-top: 1px solid var(--line); padding-top: .75rem; margin-top: .75rem; }
[role=alert] { color: var(--no); font-weight: 600; }
[role=alert]:empty { display: none; }
@media (min-width: 36rem) { button { width: auto; min-width: 14rem; } button.small { min-width: 0; } }
`;
