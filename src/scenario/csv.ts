/**
 * Tables as text: commas, semicolons or tabs, the one that the first line has most of. Quoted cells as in RFC 4180; every cell
 * knows where it stands. A line that begins with # is a comment.
 */
import type { TextPlace } from './json-text.ts';

export interface Cell extends TextPlace {
  readonly text: string;
}

export type CsvReading =
  | { readonly ok: true; readonly rows: readonly (readonly Cell[])[] }
  | { readonly ok: false; readonly fault: TableFault };

/** The first thing in a table that does not fit, and what would. */
export interface TableFault extends TextPlace {
  readonly message: string;
  readonly accepted: string;
}

const DELIMITERS = [',', ';', '\t'] as const;

/** Rows of cells without the blanks around them; empty lines and comments are left out. */
export function readCsv(text: string): CsvReading {
  const source = (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll(/\r\n?/g, '\n');
  const reader = new CsvReader(source, delimiterOf(source));
  try {
    return { ok: true, rows: reader.rows() };
  } catch (fault) {
    if (!(fault instanceof CsvFault)) throw fault;
    const { line, column, message, accepted } = fault;
    return { ok: false, fault: { line, column, message, accepted } };
  }
}

function delimiterOf(source: string): string {
  const first = source.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const often = (delimiter: string): number => first.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, each) => (often(each) > often(best) ? each : best), ',');
}

class CsvFault extends Error {
  readonly line: number;
  readonly column: number;
  readonly accepted: string;

  constructor({ line, column }: TextPlace, message: string, accepted: string) {
    super(message);
    this.line = line;
    this.column = column;
    this.accepted = accepted;
  }
}

class CsvReader {
  private readonly source: string;
  private readonly delimiter: string;
  private at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(source: string, delimiter: string) {
    this.source = source;
    this.delimiter = delimiter;
  }

  rows(): Cell[][] {
    const rows: Cell[][] = [];
    while (this.at < this.source.length) {
      if (this.source[this.at] === '#') this.skipLine();
      else {
        const row = this.row();
        if (row.some(({ text }) => text !== '')) rows.push(row);
      }
    }
    return rows;
  }

  private skipLine(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end < 0 ? this.source.length : end;
    this.nextLine();
  }

  private row(): Cell[] {
    const cells = [this.cell()];
    while (this.source[this.at] === this.delimiter) {
      this.at += 1;
      cells.push(this.cell());
    }
    this.nextLine();
    return cells;
  }

  private nextLine(): void {
    this.at += 1;
    this.line += 1;
    this.lineStart = this.at;
  }

  private cell(): Cell {
    const { source, delimiter } = this;
    while (source[this.at] === ' ') this.at += 1;
    const place = this.place();
    if (source[this.at] === '"') return { ...place, text: this.quoted(place).trim() };
    let end = this.at;
    while (end < source.length && source[end] !== delimiter && source[end] !== '\n') end += 1;
    const text = source.slice(this.at, end).trim();
    this.at = end;
    return { ...place, text };
  }

  private quoted(place: TextPlace): string {
    const { source } = this;
    let text = '';
    for (let from = this.at + 1; ; ) {
      const end = source.indexOf('"', from);
      const lineEnd = source.indexOf('\n', from);
      if (end < 0 || (lineEnd >= 0 && lineEnd < end))
        throw new CsvFault(place, 'a quoted cell that does not end', 'a closing " in the same line');
      text += source.slice(from, end);
      this.at = end + 1;
      if (source[this.at] !== '"') break;
      text += '"';
      from = this.at + 1;
    }
    while (source[this.at] === ' ') this.at += 1;
    const next = source[this.at];
    if (next !== undefined && next !== this.delimiter && next !== '\n')
      throw new CsvFault(this.place(), 'text after a quoted cell', 'the end of the cell');
    return text;
  }

  private place(): TextPlace {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }
}
