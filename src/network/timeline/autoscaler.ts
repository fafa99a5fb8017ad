import type { Autoscale } from '../../scenario/autoscale-settings.ts';

/** The number is left alone where the metric is no further from the target than this (Kubernetes' default tolerance). */
const TOLERANCE = 0.1;
/** In this time the number may at most double, or grow by 4 (Kubernetes' default policies for scaling up). */
const GROWTH_SEC = 15;
const GROWTH_FACTOR = 2;
const GROWTH_INSTANCES = 4;

interface Dated {
  readonly atSec: number;
  readonly instances: number;
}

/** What is seen of a stage at a decision. */
export interface StageLoad {
  /** Connections of the instances that take connections, and how many these are. */
  readonly connections: number;
  readonly ready: number;
}

/**
 * Decides how many instances a stage is to have, as the HorizontalPodAutoscaler of Kubernetes does for a metric of pods:
 * ceil(current x metric / target), the highest such recommendation of the stabilization window where that is fewer, and
 * limits on growth (kubernetes.io, "Horizontal Pod Autoscaling", algorithm details and default behavior).
 */
export class Autoscaler {
  readonly settings: Autoscale;
  /** Instances that are ordered: those that are there, and those that are not yet ready. */
  ordered: number;
  scaledOut = 0;
  scaledIn = 0;
  private readonly most: number;
  private recommended: Dated[] = [];
  private added: Dated[] = [];

  /** @param most instances that there ever are */
  constructor(settings: Autoscale, most: number) {
    this.settings = settings;
    this.most = most;
    this.ordered = settings.min;
  }

  /** Takes a decision; the number that is ordered after it. */
  decide(load: StageLoad, nowSec: number): number {
    const before = this.ordered;
    const after = Math.min(
      this.most,
      this.growthLimit(nowSec),
      Math.max(this.settings.min, this.stabilized(this.recommend(load), nowSec)),
    );
    if (after > before) {
      this.scaledOut += 1;
      this.added.push({ atSec: nowSec, instances: after - before });
    } else if (after < before) this.scaledIn += 1;
    this.ordered = after;
    return after;
  }

  /** Instances that are not ready have no connections: they count against more of them, and not for fewer. */
  private recommend({ connections, ready }: StageLoad): number {
    const { ordered } = this;
    const { target } = this.settings;
    if (ready === 0) return ordered;
    const ratio = connections / (target * ready);
    if (ratio > 1 && ready < ordered) {
      const ratioOfAll = connections / (target * ordered);
      return isNear(ratioOfAll) || ratioOfAll < 1 ? ordered : Math.ceil(connections / target);
    }
    return isNear(ratio) ? ordered : Math.ceil(connections / target);
  }

  private stabilized(recommendation: number, nowSec: number): number {
    const fromSec = nowSec - this.settings.stabilizationSec;
    this.recommended = this.recommended.filter(({ atSec }) => atSec > fromSec);
    this.recommended.push({ atSec: nowSec, instances: recommendation });
    if (recommendation >= this.ordered) return recommendation;
    return Math.min(this.ordered, Math.max(...this.recommended.map(({ instances }) => instances)));
  }

  private growthLimit(nowSec: number): number {
    this.added = this.added.filter(({ atSec }) => atSec > nowSec - GROWTH_SEC);
    const added = this.added.reduce((sum, { instances }) => sum + instances, 0);
    const atStart = this.ordered - added;
    return Math.max(this.ordered, atStart * GROWTH_FACTOR, atStart + GROWTH_INSTANCES);
  }
}

function isNear(ratio: number): boolean {
  return ratio >= 1 - TOLERANCE && ratio <= 1 + TOLERANCE;
}
