import { useMemo, useState } from 'react';
import { type MapView, WHOLE } from './map-view.ts';

const FIRST_UNPRIVILEGED_PORT = 1024;

/** What of a map is looked at: the part in the picture, and the port that is pointed at or that the keys have gone to. */
export interface MapCursor {
  readonly view: MapView;
  readonly port: number;
  /** False while nothing points at the map. */
  readonly isPointed: boolean;
  /** True after a key, false after the pointer has moved. */
  readonly isByKeys: boolean;
  readonly setView: (change: (view: MapView) => MapView) => void;
  readonly setPort: (port: number) => void;
  readonly setPointed: (isPointed: boolean) => void;
  readonly setByKeys: (isByKeys: boolean) => void;
}

export function useMapCursor(): MapCursor {
  const [view, setView] = useState(WHOLE);
  const [port, setPort] = useState(FIRST_UNPRIVILEGED_PORT);
  const [isPointed, setPointed] = useState(false);
  const [isByKeys, setByKeys] = useState(false);
  return useMemo(
    () => ({ view, port, isPointed, isByKeys, setView, setPort, setPointed, setByKeys }),
    [view, port, isPointed, isByKeys],
  );
}
