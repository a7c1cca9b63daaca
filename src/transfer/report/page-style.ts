/** All that the page looks like: in the light, in the dark, and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --rule: #d1d9e0; --panel: #f6f8fa; --one: #0969da; --two: #bc4c00; --bad: #b42318; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --faint: #9198a1; --rule: #3d444d; --panel: #151b23; --one: #58a6ff; --two: #f0883e; --bad: #ff7b72; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2.2rem 0 .8rem; font-size: 1.15rem; }
p { margin: .3rem 0; }
.faint, .tick, .key { color: var(--faint); fill: var(--faint); }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .6rem; margin: 1.4rem 0 0; }
.counts div { display: flex; flex-direction: column-reverse; padding: .7rem .9rem; border: 1px solid var(--rule); border-radius: 6px; background: var(--panel); }
.counts dt { color: var(--faint); font-size: .85rem; }
.counts dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
.counts .bad dd { color: var(--bad); }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1.2rem; }
figure { margin: 0; }
svg.curve { display: block; width: 100%; height: auto; }
figcaption { font-size: .9rem; }
.key { white-space: nowrap; margin-left: .8rem; }
.tick { font: 12px system-ui, sans-serif; }
.grid { stroke: var(--rule); stroke-width: 1; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line-1 { stroke: var(--one); }
.line-2 { stroke: var(--two); stroke-dasharray: 6 4; }
.fill { fill: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; font-weight: normal; overflow-wrap: anywhere; }
tbody th { min-width: 9rem; }
thead th { color: var(--faint); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { min-width: 12rem; }
td.bar { padding-top: .6rem; }
code { font: .9em ui-monospace, monospace; }
summary { margin: 1rem 0 .6rem; cursor: pointer; color: var(--faint); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
footer { margin-top: 2.5rem; color: var(--faint); font-size: .85rem; }
@media print { body { max-width: none; padding: 0; } figure { break-inside: avoid; } }
`;
