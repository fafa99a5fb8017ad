import { messageOf } from '../../workers/errors.ts';
import type { PortMapAnswer, PortMapQuery } from '../../workers/protocol.ts';

type RequestPortMap = (query: PortMapQuery, atSec: number) => Promise<PortMapAnswer | null>;

const LEAST_MS_BETWEEN = 100;
const MS_AFTER_NO_ANSWER = 400;

/**
 * Asks for the map of a moving moment: at most ten times a second and never while an answer is on its way, but at once
 * when another space is wanted. Only answers newer than the one on show are shown.
 */
export class PortMapFollower {
  /** The moment that was asked for last; null before the first. */
  wantedSec: number | null = null;
  private readonly request: RequestPortMap;
  private readonly onMap: (map: PortMapAnswer) => void;
  private readonly onError: (message: string) => void;
  private newestSent = 0;
  private newestShown = 0;
  private waiting = false;
  private dueMs = 0;
  private asked = '';

  constructor(
    request: RequestPortMap,
    onMap: (map: PortMapAnswer) => void,
    onError: (message: string) => void,
  ) {
    this.request = request;
    this.onMap = onMap;
    this.onError = onError;
  }

  /** To be called every frame with what should be on show. */
  want(query: PortMapQuery, atSec: number, nowMs: number): void {
    const { station, address, destination, withOccupancy = false } = query;
    const space = `${station} ${address} ${destination} ${withOccupancy}`;
    const isOtherSpace = !this.asked.startsWith(`${space} @`);
    if (!isOtherSpace && (this.waiting || nowMs < this.dueMs)) return;
    const key = `${space} @${atSec}`;
    if (key === this.asked) return;
    this.asked = key;
    this.dueMs = nowMs + LEAST_MS_BETWEEN;
    this.newestSent += 1;
    this.wantedSec = atSec;
    this.waiting = true;
    void this.ask(query, atSec, this.newestSent);
  }

  /** There was no answer although nothing newer was asked: the run is being replaced, or its worker. */
  private askAgainLater(): void {
    this.asked = '';
    this.dueMs += MS_AFTER_NO_ANSWER;
  }

  private async ask(query: PortMapQuery, atSec: number, ticket: number): Promise<void> {
    try {
      const map = await this.request(query, atSec);
      if (map === null && ticket === this.newestSent) this.askAgainLater();
      if (map === null || ticket < this.newestShown) return;
      this.newestShown = ticket;
      this.onMap(map);
    } catch (error) {
      this.onError(messageOf(error));
    } finally {
      if (ticket === this.newestSent) this.waiting = false;
    }
  }
}
