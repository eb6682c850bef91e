// The colours are those of Okabe and Ito, which the colour-blind can tell apart, darker on light ground where they
// would be hard to see. What a span is never rests on its colour: forms differ, too.

/** The style of pictures, for whoever shows one: a page may set the variables to colours of its own. */
export const CHART_STYLE = `
.cooperativo {
  --c-ground: #fdfdfb; --c-text: #1c1d20; --c-quiet: #55585f; --c-grid: #d9d9d4;
  --c-io: #0072b2; --c-io-fill: #cfe6f5; --c-timer: #5d6470; --c-computing: #a86f00; --c-blocked: #c23b00;
  --c-waiting: #9a3f7e; --c-run: #55585f; --c-run-fill: #ecece7; --c-about: #1c1d20; --c-message: #00795a;
  font-family: ui-sans-serif, system-ui, sans-serif; font-size: 12px;
}
@media (prefers-color-scheme: dark) {
  .cooperativo {
    --c-ground: #16181c; --c-text: #e7e7e4; --c-quiet: #a9adb5; --c-grid: #33373e;
    --c-io: #56b4e9; --c-io-fill: #17384c; --c-timer: #a9adb5; --c-computing: #e69f00; --c-blocked: #ff7f4d;
    --c-waiting: #e08fc4; --c-run: #a9adb5; --c-run-fill: #2a2e35; --c-about: #ffffff; --c-message: #4fd0a5;
  }
}
.cooperativo .ground { fill: var(--c-ground); }
.cooperativo text { fill: var(--c-text); }
.cooperativo .quiet { fill: var(--c-quiet); }
.cooperativo .name { font-weight: bold; }
.cooperativo .grid { stroke: var(--c-grid); stroke-width: 1; }
.cooperativo .run { fill: var(--c-run-fill); stroke: var(--c-run); }
.cooperativo .elapsed, .cooperativo .peak { stroke: var(--c-run); stroke-dasharray: 4 3; fill: none; }
.cooperativo .peak { stroke: var(--c-io); }
.cooperativo .hit { fill: transparent; stroke: none; }
.cooperativo .io .bar { fill: var(--c-io-fill); stroke: var(--c-io); }
.cooperativo .timer .bar { fill: none; stroke: var(--c-timer); stroke-width: 2; }
.cooperativo .timer .end, .cooperativo .beat .end { fill: var(--c-timer); stroke: none; }
.cooperativo .computing .bar { fill: var(--c-computing); stroke: var(--c-computing); }
.cooperativo .blocked .bar { fill: none; stroke: var(--c-blocked); stroke-width: 1.5; }
.cooperativo .blocked .stripes { stroke: var(--c-blocked); stroke-width: 2; fill: none; }
.cooperativo .waits .bar { fill: none; stroke: var(--c-timer); }
.cooperativo .lock .bar, .cooperativo .core .bar { fill: none; stroke: var(--c-waiting); stroke-dasharray: 1 3; stroke-width: 3; }
.cooperativo .core .bar { stroke-dasharray: 6 3; }
.cooperativo .life .bar { fill: none; stroke: var(--c-timer); stroke-width: 1; }
.cooperativo .late .lateness { stroke: var(--c-blocked); stroke-width: 4; fill: none; }
.cooperativo .late .end { fill: var(--c-blocked); }
.cooperativo .late-by { fill: var(--c-blocked); paint-order: stroke; stroke: var(--c-ground); stroke-width: 5; }
.cooperativo .mark { stroke: var(--c-blocked); stroke-width: 2; fill: none; }
.cooperativo .message { stroke: var(--c-message); fill: none; stroke-width: 1.5; }
.cooperativo .message .end { fill: var(--c-message); stroke: none; }
.cooperativo .density { fill: var(--c-io); }
.cooperativo .about .bar { stroke: var(--c-about); stroke-width: 2.5; }
.cooperativo .beat.about .bar { stroke-width: 1; }
`
