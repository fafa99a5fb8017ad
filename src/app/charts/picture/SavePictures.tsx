import type { ReactElement } from 'react';
import type { LiveRun } from '../../run/live-run.ts';
import { notify } from '../../state/view-store.ts';
import type { ChartModel, ChartView } from '../chart-model.ts';

/** Saves a chart as it is shown, as a picture; what draws it is fetched then. */
export function SavePictures(props: {
  readonly run: LiveRun;
  readonly model: ChartModel;
  readonly view: ChartView;
}): ReactElement {
  const { run, model, view } = props;
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    try {
      const { saveChartPng, saveChartSvg, shownPicture } = await import('./save-pictures.ts');
      const picture = shownPicture(run, model, view);
      if (kind === 'svg') saveChartSvg(picture);
      else await saveChartPng(picture);
    } catch {
      notify('Not saved: this browser could not draw the picture');
    }
  };
  return (
    <>
      <button type="button" className="button button-framed" onClick={() => void save('svg')}>
        Save SVG
      </button>
      <button type="button" className="button button-framed" onClick={() => void save('png')}>
        Save PNG
      </button>
    </>
  );
}
