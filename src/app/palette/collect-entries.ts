import { presets } from '../../scenario/presets/library.ts';
import { PRESET_FAMILIES } from '../../scenario/presets/preset.ts';
import { pageCommands } from '../commands/page-commands.ts';
import { fieldNote, modeOf } from '../controls/field-notes.ts';
import { fieldsOf } from '../controls/field-spec.ts';
import { showField } from '../controls/shown-field.ts';
import { settingsGroups } from '../controls/specs/settings-groups.ts';
import { FIELD_TERMS } from '../help/field-terms.ts';
import { showWord } from '../help/shown-word.ts';
import type { App } from '../state/app-context.ts';
import { useExamples } from '../state/example-list.ts';
import type { PaletteEntry } from './entry.ts';

/** All that the page can do now; what would have nothing to act on is left out. */
export function commandEntries(app: App): PaletteEntry[] {
  return pageCommands(app)
    .filter(({ id, isPossible }) => id !== 'palette' && isPossible?.() !== false)
    .map(({ id, does, name = '', group, keys, isChosen, action }) => ({
      id: `command ${id}`,
      section: group,
      title: does,
      // The name is what the header calls it; it is found too, and said only where it says more.
      detail: does.toLowerCase().includes(name.toLowerCase()) ? '' : name,
      ...(keys === undefined ? {} : { keys }),
      ...(isChosen === undefined ? {} : { isChosen: isChosen() }),
      choose: action,
    }));
}

/** The questions that can be opened; none until they are fetched. */
export function questionEntries({ editor }: App): PaletteEntry[] {
  return useExamples.getState().map(({ id, question, file }) => ({
    id: `question ${id}`,
    section: 'Questions',
    title: question,
    detail: '',
    choose: () => editor.open(file),
  }));
}

/** Every field of the settings, the presets and the words of the glossary. */
export function referenceEntries(app: App): PaletteEntry[] {
  return [...fieldEntries(app), ...presetEntries(), ...wordEntries()];
}

/** With the group that a field stands in, and with the setting that it is on a real system (`net.ipv4.ip_local_port_range`). */
function fieldEntries({ editor }: App): PaletteEntry[] {
  const state = editor.store.getState();
  return settingsGroups(state).flatMap((group) =>
    fieldsOf(group).map(({ path, label }) => {
      const { realName } = fieldNote(path, modeOf(state, path));
      return {
        id: `field ${path}`,
        section: 'Settings',
        title: label,
        detail: realName === '' ? group.title : `${group.title} · ${realName}`,
        choose: () => showField(path),
      };
    }),
  );
}

function presetEntries(): PaletteEntry[] {
  return presets.map(({ id, name, family }) => ({
    id: `preset ${id}`,
    section: 'Presets',
    title: name,
    detail: PRESET_FAMILIES[family],
    choose: () => {
      location.hash = `presets/${id}`;
    },
  }));
}

function wordEntries(): PaletteEntry[] {
  return FIELD_TERMS.map(({ term, text }) => ({
    id: `word ${term}`,
    section: 'Words',
    title: term,
    detail: text,
    choose: () => showWord(term),
  }));
}
