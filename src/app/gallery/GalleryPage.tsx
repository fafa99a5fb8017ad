import { type ReactElement, useState } from 'react';
import { GALLERY } from '../../analysis/gallery/gallery.ts';
import { GALLERY_GROUP_IDS, GALLERY_GROUPS } from '../../analysis/gallery/gallery-entry.ts';
import { formatCount } from '../format/numbers.ts';
import { NotModelled } from '../help/NotModelled.tsx';
import { useHashDetail } from '../state/use-hash-detail.ts';
import { FilterBar, type FilterOption, FilterSearch, FilterSelect, NothingFound } from '../ui/FilterBar.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { GalleryGroup } from './GalleryGroup.tsx';
import { foundGroups, type GalleryFilter, WHOLE_GALLERY } from './gallery-search.ts';
import './gallery.css';

/** Every question: what it teaches, what to watch, and what its run gives. */
export function GalleryPage(): ReactElement {
  const opened = useHashDetail();
  const [filter, setFilter] = useState(WHOLE_GALLERY);
  const groups = foundGroups(filter);
  const shown = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <main className="side-page gallery">
      <PageHead title="Gallery" />
      <p className="gallery-intro">
        Questions to begin with. Each is a scenario that opens with one press, and its numbers are those that
        its run gives, seed and all; the tests run every one of them. Ten are claims that people make about
        balancers, WebSockets and 64k ports.
      </p>
      <Filters filter={filter} shown={shown} onChange={setFilter} />
      {groups.map((group) => (
        <GalleryGroup key={group.id} group={group} opened={opened} />
      ))}
      {shown === 0 && (
        <NothingFound onShowAll={() => setFilter(WHOLE_GALLERY)}>No question is like that.</NothingFound>
      )}
      <NotModelled />
    </main>
  );
}

const GROUP_OPTIONS: readonly FilterOption<GalleryFilter['group']>[] = [
  ['', 'all'],
  ...GALLERY_GROUP_IDS.map((id) => [id, GALLERY_GROUPS[id]] as const),
];

function Filters(props: {
  readonly filter: GalleryFilter;
  readonly shown: number;
  readonly onChange: (filter: GalleryFilter) => void;
}): ReactElement {
  const { filter, shown, onChange } = props;
  return (
    <FilterBar status={`${formatCount(shown)} of ${formatCount(GALLERY.length)} questions`}>
      <FilterSelect
        label="Group"
        value={filter.group}
        options={GROUP_OPTIONS}
        onChange={(group) => onChange({ ...filter, group })}
      />
      <FilterSearch
        text={filter.text}
        placeholder="question, claim, lesson"
        onChange={(text) => onChange({ ...filter, text })}
      />
    </FilterBar>
  );
}
