import { type ReactElement, useState } from 'react';
import { presets } from '../../scenario/presets/library.ts';
import { notExpressed } from '../../scenario/presets/not-expressed.ts';
import { PRESET_FAMILIES, type PresetFamily } from '../../scenario/presets/preset.ts';
import { formatCount } from '../format/numbers.ts';
import { Marked } from '../help/Marked.tsx';
import { useHashDetail } from '../state/use-hash-detail.ts';
import { FilterBar, type FilterOption, FilterSearch, FilterSelect, NothingFound } from '../ui/FilterBar.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { PresetCard } from './PresetCard.tsx';
import { ALL_PRESETS, foundFamilies, type PresetFilter } from './preset-search.ts';
import './presets.css';

const INTRO =
  'A hop or a population of clients can start from a product: its published or measured values stand where the scenario has none of its own, and what you write beside them wins. Each value says where it is written and how well it is known.';

/** The library: every product by family, what it sets, where that is written, and the way to use it. */
export function PresetsPage(): ReactElement {
  const opened = useHashDetail();
  const [filter, setFilter] = useState(ALL_PRESETS);
  const families = foundFamilies(filter);
  const shown = families.reduce((sum, { members }) => sum + members.length, 0);
  return (
    <main className="side-page presets">
      <PageHead title="Presets" />
      <p className="presets-intro">
        <Marked text={INTRO} />
      </p>
      <Filters filter={filter} shown={shown} onChange={setFilter} />
      {families.map(({ family, title, members }) => (
        <section key={family} className="preset-family" aria-labelledby={`family-${family}`}>
          <h3 id={`family-${family}`}>{title}</h3>
          {members.map((preset) => (
            // Opened anew when another address asks for it.
            <PresetCard
              key={`${preset.id} ${opened === preset.id}`}
              preset={preset}
              isOpened={opened === preset.id}
            />
          ))}
        </section>
      ))}
      {shown === 0 && (
        <NothingFound onShowAll={() => setFilter(ALL_PRESETS)}>No preset is like that.</NothingFound>
      )}
      <details className="not-modelled">
        <summary>Looked at, and without a preset</summary>
        <ul>
          {notExpressed.map(({ name, reason }) => (
            <li key={name}>
              <strong>{name}:</strong> {reason}
            </li>
          ))}
        </ul>
      </details>
    </main>
  );
}

const FAMILY_OPTIONS: readonly FilterOption<PresetFilter['family']>[] = [
  ['', 'all'],
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of that very object
  ...(Object.keys(PRESET_FAMILIES) as PresetFamily[]).map(
    (family) => [family, PRESET_FAMILIES[family]] as const,
  ),
];
const PLACE_OPTIONS: readonly FilterOption<PresetFilter['place']>[] = [
  ['', 'all'],
  ['client', 'clients'],
  ['hop', 'hops'],
];

function Filters(props: {
  readonly filter: PresetFilter;
  readonly shown: number;
  readonly onChange: (filter: PresetFilter) => void;
}): ReactElement {
  const { filter, shown, onChange } = props;
  return (
    <FilterBar status={`${formatCount(shown)} of ${formatCount(presets.length)} presets`}>
      <FilterSelect
        label="Family"
        value={filter.family}
        options={FAMILY_OPTIONS}
        onChange={(family) => onChange({ ...filter, family })}
      />
      <FilterSelect
        label="For"
        value={filter.place}
        options={PLACE_OPTIONS}
        onChange={(place) => onChange({ ...filter, place })}
      />
      <FilterSearch
        text={filter.text}
        placeholder="product, value, symptom, source"
        onChange={(text) => onChange({ ...filter, text })}
      />
    </FilterBar>
  );
}
