import { useCallback } from 'react';
import type { PortMapAnswer, PortMapQuery } from '../../workers/protocol.ts';
import { useApp } from '../state/app-context.ts';
import type { RequestPortMap } from './port-map-follower.ts';

/** Asks the page's replay for port maps of the run on show. */
export function useRequestPortMap(): RequestPortMap {
  const { controller } = useApp();
  return useCallback(
    (query: PortMapQuery, atSec: number): Promise<PortMapAnswer | null> =>
      controller.requestPortMap(query, atSec),
    [controller],
  );
}
