/** docs/performance.md: the reasoning of the template around the tables of the last runs in Node and in Chromium. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchReport } from './bench-report.ts';
import { markdownReport } from './tables.ts';

const PAGE = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url));
const TEMPLATE = fileURLToPath(new URL('./performance.template.md', import.meta.url));
const PLACES = ['Node', 'Chromium'] as const;

/** Writes the part of the page that the report is of; the other part stays as the page has it. */
export function writePage(report: BenchReport): void {
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  writeFileSync(PAGE, pageWith(readFileSync(TEMPLATE, 'utf8'), before, report));
}

export function pageWith(template: string, before: string, report: BenchReport): string {
  return PLACES.reduce((page, place) => {
    const part = place === report.where ? markdownReport(report) : partOf(before, place);
    return page.replace(mark(place), () => `${begin(place)}\n\n${part}\n\n${end(place)}`);
  }, template);
}

function partOf(page: string, place: string): string {
  const from = page.indexOf(begin(place));
  const to = page.indexOf(end(place));
  return from < 0 || to < 0 ? 'Not run yet.' : page.slice(from + begin(place).length, to).trim();
}

const mark = (place: string): string => `<!-- figures: ${place} -->`;
const begin = (place: string): string => `<!-- begin ${place} -->`;
const end = (place: string): string => `<!-- end ${place} -->`;
