import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface ElementSize {
  readonly width: number;
  readonly height: number;
}

/** The content box of an element in whole CSS pixels; zero until it is laid out. */
export function useElementSize<T extends HTMLElement>(): readonly [RefObject<T | null>, ElementSize] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const width = Math.floor(element.clientWidth);
      const height = Math.floor(element.clientHeight);
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/** On paper nothing is drawn anew: what was drawn for the screen is scaled, and keeps its shape (see `styles/print.css`). */
export function printedRatio({ width, height }: ElementSize): CSSProperties {
  return { '--printed-ratio': `${width} / ${height}` } as CSSProperties;
}
