import type { CSSProperties, KeyboardEvent, ReactElement } from 'react';
import { speakDuration } from '../format/numbers.ts';
import { useApp } from '../state/app-context.ts';
import { textOf } from './quantity-text.ts';
import { positionOf, type SliderRange, stepValue, TRACK, valueAt } from './slider-scale.ts';

const PAGE_STEPS = 10;

/**
 * The native range input over a scale of our own: native steps fail where the range spans decades. Arrow keys take
 * 1-2-5 steps (Shift: finer), Page keys ten of them, Home and End the ends; a drag is one step of undo.
 */
export function QuantitySlider(props: {
  readonly label: string;
  readonly unit: string;
  readonly range: SliderRange;
  readonly value: number;
  readonly describedBy: string;
  readonly onChange: (value: number) => void;
}): ReactElement {
  const { label, unit, range, value, describedBy, onChange } = props;
  const { editor } = useApp();
  const position = positionOf(range, value);

  const pressed = (event: KeyboardEvent): void => {
    const next = valueForKey(range, value, event);
    if (next === null) return;
    event.preventDefault();
    if (next !== value) onChange(next);
  };

  return (
    <span className="slider" style={{ '--at': position / TRACK } as CSSProperties}>
      {(range.marks ?? []).map((mark) => (
        <span
          key={mark.value}
          className="slider-mark"
          title={`${textOf(range.kind, mark.value)}: ${mark.label}`}
          style={{ '--at': positionOf(range, mark.value) / TRACK } as CSSProperties}
        />
      ))}
      <input
        type="range"
        min={0}
        max={TRACK}
        step={1}
        value={position}
        aria-label={`${label} slider`}
        aria-valuetext={spoken(range, value, unit)}
        aria-describedby={describedBy}
        onChange={(event) => onChange(valueAt(range, event.target.valueAsNumber))}
        onKeyDown={pressed}
        onPointerDown={() => editor.beginDrag()}
        onPointerUp={() => editor.endDrag()}
        onPointerCancel={() => editor.endDrag()}
      />
    </span>
  );
}

function valueForKey(range: SliderRange, value: number, event: KeyboardEvent): number | null {
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stepValue(range, value, 1, event.shiftKey);
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepValue(range, value, -1, event.shiftKey);
    case 'PageUp':
      return stepValue(range, value, PAGE_STEPS);
    case 'PageDown':
      return stepValue(range, value, -PAGE_STEPS);
    case 'Home':
      return range.min;
    case 'End':
      return range.max;
    default:
      return null;
  }
}

function spoken(range: SliderRange, value: number, unit: string): string {
  if (range.kind === 'duration' && Number.isFinite(value)) return speakDuration(value);
  return `${textOf(range.kind, value)} ${unit}`.trim();
}
