/**
 * Arithmetic over literals that may carry a unit: `64*1024`, `2*30m`, `100k/10m`, `(2+3)*1GiB`, `1h30m`. The
 * grammar knows no particular quantity; which suffixes exist and which dimension they have is an argument.
 *
 *     expression = term (("+" | "-") term)*
 *     term       = factor (("*" | "/") factor)*
 *     factor     = "-" factor | "(" expression ")" | literal
 *     literal    = number suffix? , or several numbers with falling suffixes side by side ("1h30m")
 */

/** What a suffix does to the number before it: `number * multiply / divide`, of dimension `dimension`. */
export interface Suffix {
  readonly multiply: number;
  readonly divide: number;
  /** Power of the base unit: 1 for seconds in `10m` or bytes in `64KiB`; 0 for pure multipliers such as `k`. */
  readonly dimension: number;
}

export type SuffixTable = Readonly<Record<string, Suffix>>;

/** A value and the power of the base unit it carries; dimension 0 is a plain number. */
export interface Dimensioned {
  readonly value: number;
  readonly dimension: number;
}

/** Thrown inside the parser only; `evaluate` turns it into data. */
class ExpressionFault extends Error {}

export type Evaluation = { ok: true; result: Dimensioned } | { ok: false; reason: string };

/** Evaluates `text`; the reason of a failure is a clause without capital or full stop. */
export function evaluate(text: string, suffixes: SuffixTable): Evaluation {
  try {
    const parser = new Parser(text, suffixes);
    return { ok: true, result: parser.whole() };
  } catch (fault) {
    if (fault instanceof ExpressionFault) return { ok: false, reason: fault.message };
    throw fault;
  }
}

// A group of three digits after each comma ("28,232") or plain digits, with fraction and exponent.
const NUMBER = /(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SUFFIX = /[a-zA-Zµ%]+/y;
const SPACE = /\s*/y;
/** Parentheses deeper than this are refused, so that no input can exhaust the stack. */
const MAX_DEPTH = 50;

class Parser {
  private readonly text: string;
  private readonly suffixes: SuffixTable;
  private at = 0;
  private depth = 0;

  constructor(text: string, suffixes: SuffixTable) {
    this.text = text;
    this.suffixes = suffixes;
  }

  whole(): Dimensioned {
    this.skip(SPACE);
    if (this.at === this.text.length) throw new ExpressionFault('it is empty');
    const result = this.expression();
    if (this.at < this.text.length) throw new ExpressionFault(`"${this.rest()}" is not understood`);
    if (!Number.isFinite(result.value)) throw new ExpressionFault('the result is not a finite number');
    return result;
  }

  private expression(): Dimensioned {
    let left = this.term();
    for (let sign = this.operator('+-'); sign !== ''; sign = this.operator('+-')) {
      const right = this.term();
      if (left.dimension !== right.dimension) {
        throw new ExpressionFault('a number with a unit and one without cannot be added');
      }
      const value = sign === '+' ? left.value + right.value : left.value - right.value;
      left = { value, dimension: left.dimension };
    }
    return left;
  }

  private term(): Dimensioned {
    let left = this.factor();
    for (let sign = this.operator('*/'); sign !== ''; sign = this.operator('*/')) {
      const right = sign === '/' ? (this.bareSuffix() ?? this.factor()) : this.factor();
      if (sign === '/' && right.value === 0) throw new ExpressionFault('it divides by zero');
      left =
        sign === '*'
          ? { value: left.value * right.value, dimension: left.dimension + right.dimension }
          : { value: left.value / right.value, dimension: left.dimension - right.dimension };
    }
    return left;
  }

  private factor(): Dimensioned {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new ExpressionFault('it is nested too deeply');
    const result = this.operator('-') !== '' ? negated(this.factor()) : this.atom();
    this.depth -= 1;
    return result;
  }

  private atom(): Dimensioned {
    if (this.operator('(') === '') return this.literal();
    const inner = this.expression();
    if (this.operator(')') === '') throw new ExpressionFault('a closing parenthesis is missing');
    return inner;
  }

  private literal(): Dimensioned {
    let sum = 0;
    let dimension = 0;
    let previous: number | null = null;
    do {
      const digits = this.match(NUMBER);
      if (digits === '') {
        const rest = this.rest();
        throw new ExpressionFault(
          rest === '' ? 'a number is missing at the end' : `"${rest}" is not a number`,
        );
      }
      const name = this.match(SUFFIX);
      const suffix = name === '' ? null : this.suffix(name);
      const size = suffix === null ? 1 : suffix.multiply / suffix.divide;
      if (previous !== null) checkSuccessor(digits, suffix, name, size < previous);
      const number = Number(digits.replaceAll(',', ''));
      sum += suffix === null ? number : (number * suffix.multiply) / suffix.divide;
      dimension = suffix?.dimension ?? 0;
      previous = size;
    } while (dimension !== 0 && this.digitFollows());
    return { value: sum, dimension };
  }

  /** A unit alone after a division, as in `166.7/s`: one of that unit. */
  private bareSuffix(): Dimensioned | null {
    const name = this.match(SUFFIX);
    if (name === '') return null;
    const suffix = this.suffix(name);
    if (suffix.dimension === 0) throw new ExpressionFault(`"${name}" is not a unit to divide by`);
    return { value: suffix.multiply / suffix.divide, dimension: suffix.dimension };
  }

  private suffix(name: string): Suffix {
    const suffix = Object.hasOwn(this.suffixes, name) ? this.suffixes[name] : undefined;
    if (suffix === undefined) throw new ExpressionFault(`unit "${name}" is unknown`);
    return suffix;
  }

  private digitFollows(): boolean {
    return /[\d.]/.test(this.text.charAt(this.at));
  }

  /** The next character when it is one of `signs`, else the empty string. */
  private operator(signs: string): string {
    const sign = this.text.charAt(this.at);
    if (sign === '' || !signs.includes(sign)) return '';
    this.at += 1;
    this.skip(SPACE);
    return sign;
  }

  private match(pattern: RegExp): string {
    const found = this.skip(pattern);
    this.skip(SPACE);
    return found;
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private rest(): string {
    const rest = this.text.slice(this.at);
    return rest.length > 20 ? `${rest.slice(0, 20)}...` : rest;
  }
}

/** In "1h30m" each number needs a unit, and a smaller one than the number before it. */
function checkSuccessor(digits: string, suffix: Suffix | null, name: string, falls: boolean): void {
  if (suffix === null || suffix.dimension === 0) throw new ExpressionFault(`"${digits}${name}" lacks a unit`);
  if (!falls) throw new ExpressionFault(`"${digits}${name}" stands after a unit that is not larger`);
}

function negated(operand: Dimensioned): Dimensioned {
  return { value: -operand.value, dimension: operand.dimension };
}
