import type { Decision } from "./simulate.js";

/** What one client did. */
export interface Panel {
  readonly title: string;
  readonly decisions: readonly Decision[];
  /** 429s per call. */
  readonly throttled: number;
  /** Milliseconds. */
  readonly wall: number;
}

const bin = 500;
const width = 760;
const height = 150;
const left = 44;
const top = 40;
const gap = 56;
/** Requests per second at the top of a panel. */
const ceiling = 200;

/** The scenario "a quarter for 6 s". */
const limits = [
  { from: 0, rate: 100 },
  { from: 5_000, rate: 25 },
  { from: 11_000, rate: 100 },
];

/** Requests per second over time, granted and throttled, against the limit: one panel per client. */
export function drawChart(panels: readonly Panel[]): string {
  const duration = Math.ceil(Math.max(...panels.map(({ wall }) => wall)) / 5_000) * 5_000;
  const total = top + panels.length * (height + gap);
  const x = (time: number) => round(left + (time / duration) * (width - left - 8));
  const drawn = panels.map((panel, index) =>
    draw(panel, top + index * (height + gap), x, duration),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Requests per second over time, against the server's limit">
<style>
svg { --ink: #24292f; --faint: #d0d7de; --granted: #2da44e; --throttled: #cf222e }
@media (prefers-color-scheme: dark) { svg { --ink: #e6edf3; --faint: #3d444d; --granted: #3fb950; --throttled: #f85149 } }
text { fill: var(--ink) } .axis { stroke: var(--faint) } .granted { fill: var(--granted) } .throttled { fill: var(--throttled) }
.limit { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 3 }
</style>
${legend()}
${drawn.join("\n")}
</svg>
`;
}

function legend(): string {
  const entries = [
    `<rect class="granted" x="${left}" y="6" width="10" height="10"/><text x="${left + 16}" y="15">granted</text>`,
    `<rect class="throttled" x="${left + 86}" y="6" width="10" height="10"/><text x="${left + 102}" y="15">429</text>`,
    `<path class="limit" d="M${left + 150} 11h24"/><text x="${left + 180}" y="15">the server's limit, requests per second</text>`,
  ];
  return entries.join("");
}

function draw(
  { title, decisions, throttled, wall }: Panel,
  y: number,
  x: (time: number) => number,
  duration: number,
): string {
  const base = y + height;
  const scale = (rate: number) => round((Math.min(rate, ceiling) / ceiling) * height);
  const summary = `${title}: ${(wall / 1_000).toFixed(1)} s, ${throttled.toFixed(2)} 429s per request`;
  const lines = [0, 100, 200].map(
    (rate) =>
      `<path class="axis" d="M${left} ${base - scale(rate)}H${width - 8}"/><text x="${left - 6}" y="${base - scale(rate) + 4}" text-anchor="end">${rate}</text>`,
  );
  const seconds = Array.from({ length: duration / 5_000 + 1 }, (_, index) => index * 5_000).map(
    (time) => `<text x="${x(time)}" y="${base + 16}" text-anchor="middle">${time / 1_000} s</text>`,
  );
  const bars = Array.from({ length: Math.ceil(wall / bin) }, (_, index) => index * bin).flatMap(
    (from) => {
      const inBin = decisions.filter(({ at }) => at >= from && at < from + bin);
      const granted = inBin.filter((decision) => decision.granted).length * (1_000 / bin);
      const all = inBin.length * (1_000 / bin);
      return [
        bar("granted", x(from), x(from + bin), base - scale(granted), base),
        bar("throttled", x(from), x(from + bin), base - scale(all), base - scale(granted)),
      ];
    },
  );
  const steps = limits.map(
    ({ from, rate }, index) =>
      `${index === 0 ? "M" : "H"}${x(from)}${index === 0 ? " " : "V"}${base - scale(rate)}`,
  );
  return `<text x="${left}" y="${y - 8}" font-weight="600">${summary}</text>
${lines.join("")}${seconds.join("")}
${bars.join("")}
<path class="limit" d="${steps.join("")}H${width - 8}"/>`;
}

function bar(name: string, from: number, to: number, y: number, base: number): string {
  if (base - y < 0.05) return "";
  return `<rect class="${name}" x="${from}" y="${y}" width="${round(to - from - 1)}" height="${round(base - y)}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
