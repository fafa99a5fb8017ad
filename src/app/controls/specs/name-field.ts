import { nameChanges, type StageList } from '../../../scenario/edit-stages.ts';
import type { FieldSpec, TextSpec } from '../field-spec.ts';

/** What a hop or a population is called; what names it elsewhere in the file goes along. */
export function nameField(list: StageList, index: number, read: TextSpec['read']): FieldSpec {
  return {
    control: 'text',
    path: `${list}.${index}.name`,
    label: 'Name',
    read,
    follows: (value, { file }) => {
      const name = typeof value === 'string' ? value : undefined;
      const [, ...following] = nameChanges(file, list, index, name);
      return following.map(({ path, to }) => [path, to] as const);
    },
  };
}
