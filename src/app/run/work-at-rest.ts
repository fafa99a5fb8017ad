import { useEffect, useRef } from 'react';

/** A control in motion changes the file many times a second; what takes longer than a frame begins when it rests this long. */
export const REST_MS = 250;

/**
 * Works on a value: on the first one at once, on another when it rests.
 * @param work the same function in every render; its signal ends it when the value changes, and with the component
 */
export function useWorkAtRest<Value>(value: Value, work: (value: Value, signal: AbortSignal) => void): void {
  const isFirst = useRef(true);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => work(value, stop.signal), isFirst.current ? 0 : REST_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [value, work]);
}
