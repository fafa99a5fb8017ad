import { formatCompact, formatCount, formatPercent, formatRate, formatTraffic } from '../format/numbers.ts';
import { nearHalf } from './diagram-layout.ts';
import type { DiagramState } from './diagram-state.ts';
import { FULL } from './draw-diagram.ts';

/** Half a gap must be this wide for words below its ribbon; else there is only an arrow. */
const WORDS_PX = 78;
/** Below this width a box has room for a short number only. */
const WIDE_BOX_PX = 100;

/** Writes the numbers of a moment into the texts and outlines of the still drawing. */
export function writeLiveTexts(root: SVGSVGElement, state: DiagramState, index: number): void {
  const { stages } = state.layout;
  stages.forEach(({ nodes, stage }, at) => {
    for (const { node, width } of nodes) {
      const connections = state.connectionsAt(node.id, index);
      const tightest = state.tightestAt(node.id, index);
      const isWide = width >= WIDE_BOX_PX;
      const { status, words } = state.statusAt(node, index);
      const hasNote = root.querySelector(`[data-note="${node.id}"]`) !== null;
      const number = hasNote ? formatCount(connections) : flatText(connections, words);
      setText(root, `[data-number="${node.id}"]`, number);
      const note = words === '' ? noteOf(state, stage.kind, tightest, index, isWide) : words;
      setText(root, `[data-note="${node.id}"]`, note);
      setText(root, `[data-fullest="${node.id}"]`, fullestText(state.instancesAt(node.id, index)));
      const box = root.querySelector(`[data-box="${node.id}"]`);
      box?.setAttribute('data-status', status);
      box?.toggleAttribute('data-full', tightest !== null && tightest.share >= FULL);
    }
    const failures = state.failuresAt(at, index);
    const now = failures.filter(({ ratePerSec }) => ratePerSec > 0);
    const text = now.length > 0 ? failingText(now, state.layout.isNarrow) : pastText(failures);
    const label = root.querySelector(`[data-failure="${at}"]`);
    label?.toggleAttribute('data-now', now.length > 0);
    setText(root, `[data-failure="${at}"]`, text);
  });
  state.layout.junctions.forEach((_, gap) => {
    writeTraffic(root, state, gap, index);
    setText(root, `[data-cut="${gap}"]`, state.isCutAt(gap, index) ? '✕ link cut' : '');
  });
}

/** A flat box has one line only. */
function flatText(connections: number, words: string): string {
  if (words === '') return formatCount(connections);
  return connections === 0 ? words : `${formatCount(connections)} ${words}`;
}

/** What passes a gap in both directions; where the run counts no bytes, only which way they go. */
function writeTraffic(root: SVGSVGElement, state: DiagramState, gap: number, index: number): void {
  const { from, to } = nearHalf(state.layout, gap);
  const hasRoom = to - from >= WORDS_PX;
  const isOneWay = state.isOneWay(gap);
  const traffic = hasRoom ? state.trafficAt(gap, index) : null;
  const when = traffic?.isNow === false ? ' at the peak' : '';
  const requests =
    traffic === null ? directionText(isOneWay, hasRoom) : `→ ${formatTraffic(traffic.up)}${when}`;
  setText(root, `[data-direction="${gap}"]`, requests);
  const replies = traffic === null || isOneWay ? '' : `← ${formatTraffic(traffic.down)}${when}`;
  setText(root, `[data-replies="${gap}"]`, replies);
  // Replies that go round a hop are those that leave the servers.
  const isLast = gap === state.layout.junctions.length - 1;
  if (isLast) setText(root, '[data-arc]', traffic === null ? '' : ` · ${formatTraffic(traffic.down)}${when}`);
}

function directionText(isOneWay: boolean, hasRoom: boolean): string {
  if (!hasRoom) return isOneWay ? '→' : '⇄';
  return isOneWay ? 'requests →' : '⇄ both ways';
}

/** Of a group of instances: how many connections the fullest has. */
function fullestText(values: readonly number[]): string {
  return values.length === 0 ? '' : `fullest of ${values.length}: ${formatCount(Math.max(...values))}`;
}

function noteOf(
  state: DiagramState,
  kind: 'clients' | 'hop' | 'backends',
  tightest: ReturnType<DiagramState['tightestAt']>,
  index: number,
  isWide: boolean,
): string {
  if (kind === 'clients') {
    const waiting = state.run.column('waiting')?.[Math.max(0, index)] ?? 0;
    return waiting > 0 ? `${formatCompact(waiting)} waiting` : 'connected';
  }
  if (tightest === null) return 'no limit set';
  const share = utilisation(tightest.share);
  if (!isWide) return share;
  return `${share} of ${tightest.resource.label === 'connections' ? 'limit' : tightest.resource.label}`;
}

/** Two digits are enough in a box, but full is said of what is full only. */
function utilisation(share: number): string {
  if (share > 0 && share < 0.005) return 'under 1 %';
  return share > 0.99 && share < FULL ? 'over 99 %' : formatPercent(Math.round(share * 1000) / 1000);
}

type Failures = ReturnType<DiagramState['failuresAt']>;

function failingText(failures: Failures, isNarrow: boolean): string {
  const [first, ...others] = failures;
  if (first === undefined) return '';
  // On a phone the list of failures and the chart name the cause.
  if (isNarrow) return `✕ ${formatRate(failures.reduce((sum, each) => sum + each.ratePerSec, 0))}`;
  const more = others.length > 0 ? ` +${others.length} more` : '';
  return `✕ ${first.outcome} ${formatRate(first.ratePerSec)}${more}`;
}

function pastText(failures: Failures): string {
  const total = failures.reduce((sum, each) => sum + each.total, 0);
  // Shown as long as nothing fails, so that a trouble that has passed is not forgotten.
  if (total === 0) return '';
  const areDrops = failures.every(({ gaveUp }) => gaveUp !== null);
  const what = areDrops ? `SYN${total === 1 ? '' : 's'} dropped` : 'refused';
  return `${formatCount(total)} ${what} before`;
}

function setText(root: SVGSVGElement, selector: string, text: string): void {
  const element = root.querySelector(selector);
  if (element !== null && element.textContent !== text) element.textContent = text;
}
