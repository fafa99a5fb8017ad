import { describe, expect, it } from 'vitest';
import { presetById } from './library.ts';
import { SYMPTOM_RESOURCES } from './symptom.ts';
import { presetSymptom, presetSymptoms, presetsWithSymptoms } from './symptoms.ts';

describe('the symptoms of products', () => {
  it('belong to presets that there are', () => {
    expect(presetsWithSymptoms.filter((id) => presetById(id) === undefined)).toEqual([]);
  });

  it.each(presetsWithSymptoms)('%s: each says what shows, from where and how well it is known', (id) => {
    const symptoms = presetSymptoms(id);
    expect(symptoms).not.toEqual([]);
    for (const { symptom } of symptoms) {
      const { shows, source, confidence, outcome = 'a name' } = symptom;
      // A clause: it follows "On the system," and gets its full stop there.
      expect(shows).toMatch(/[^.,;]$/);
      expect(shows).not.toMatch(/\."$/);
      expect(source.length).toBeGreaterThan(5);
      expect(['verified', 'third party', 'measured', 'derived', 'recalled']).toContain(confidence);
      // It has room beside a line of a chart.
      expect(outcome.length).toBeLessThanOrEqual(36);
      expect(outcome).not.toBe('');
    }
  });

  it('fit the kind of preset: clients run out of client ports, a proxy of source ports, a NAT of SNAT ports', () => {
    for (const id of presetsWithSymptoms) {
      const preset = presetById(id);
      const resources = presetSymptoms(id).map(({ resource }) => resource);
      if (preset?.kind === 'client') expect(resources).toEqual(['client-ports']);
      else expect(resources).not.toContain('client-ports');
      if (resources.includes('source-ports')) expect(preset?.modes).toContain('proxy');
      if (resources.includes('snat-ports')) expect(preset?.modes).toContain('snat');
    }
  });

  it('are found by preset and resource', () => {
    expect(presetSymptom('f5-snat', 'snat-ports')?.shows).toContain('01010201:2 "Inet port exhaustion on');
    expect(presetSymptom('f5-snat', 'memory')).toBeNull();
    expect(presetSymptom('toString', 'snat-ports')).toBeNull();
    expect(Object.keys(SYMPTOM_RESOURCES)).toContain('snat-ports');
  });
});
