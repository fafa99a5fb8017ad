import type { StoryOutcome } from './connection-story.ts';
import type { ConnectionTracer, TracedClient, TraceStep } from './trace-step.ts';

/** Waits for the first client with an outcome. */
export class OutcomeFinder implements ConnectionTracer {
  found: Pick<TracedClient, 'population' | 'number'> | null = null;
  private readonly outcome: StoryOutcome;

  constructor(outcome: StoryOutcome) {
    this.outcome = outcome;
  }

  note({ population, number }: TracedClient, step: TraceStep): void {
    if (this.found === null && this.isMeant(step)) this.found = { population, number };
  }

  private isMeant(step: TraceStep): boolean {
    switch (this.outcome) {
      case 'failed':
        return step.kind === 'failed';
      case 'dropped':
        return step.kind === 'dropped' || step.kind === 'ack-lost';
      case 'cut':
        return step.kind === 'closed' && step.reason !== 'lifetime' && step.reason !== 'vanished';
    }
  }
}
