import { COMPARED_POLICIES, type ComparedPolicy } from '../../analysis/runs/reconnect-comparison.ts';
import { capitalised } from '../../analysis/wording/phrases.ts';
import { setField } from '../../scenario/edit.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { STRATEGIES, strategyOf } from '../../scenario/strategies.ts';
import { STRATEGY_NAMES } from '../controls/strategy-names.ts';
import type { DocumentEditor } from '../state/document-store.ts';
import { fileUnder } from '../state/strategy-file.ts';
import type { ComparedRun } from './compared-run.ts';

export type ComparisonKind = 'strategies' | 'policies' | 'mine';

/** One column of a comparison: the open file with one thing changed. */
export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly file: ScenarioFile;
  /** The open file is this one. */
  readonly isOpen: boolean;
  /** Of its line in the common chart: index in `LINE_LOOKS`. */
  readonly look: number;
  /** Its run, where that need not be made: it was kept, and would be the same to the last bit. */
  readonly ready?: ComparedRun;
  /** Where a kept run comes from, in a line: as kept, or why it is run again. */
  readonly origin?: string;
}

/** The file under every strategy, as the switch would open it. */
export function strategyVariants(editor: DocumentEditor, file: ScenarioFile): Variant[] {
  const current = strategyOf(file);
  return STRATEGIES.map((id, look) => ({
    id,
    look,
    name: STRATEGY_NAMES[id],
    file: fileUnder(editor, id, file),
    isOpen: id === current,
  }));
}

/** The file under five reconnect policies, each with the base, the cap and the attempts that it has now. */
export function policyVariants(file: ScenarioFile, scenario: Scenario): Variant[] {
  const comeBack = scenario.clients.flatMap(({ reconnect: { policy } }, index) =>
    policy === 'none' ? [] : [{ policy, index }],
  );
  return COMPARED_POLICIES.map((id, look) => ({
    id,
    look,
    name: policyName(id),
    file: comeBack.reduce((changed, { index }) => withPolicyOf(changed, index, id), file),
    isOpen: comeBack.every(({ policy }) => policy === id),
  }));
}

function withPolicyOf(file: ScenarioFile, index: number, policy: ComparedPolicy): ScenarioFile {
  return setField(file, `clients.${index}.reconnect.policy`, policy);
}

function policyName(policy: ComparedPolicy): string {
  return capitalised(policy.replaceAll('-', ' '));
}

/** Policies are told apart by what they do after an event, to clients that come back. */
export function mayComparePolicies({ events, clients }: Scenario): boolean {
  return events.length > 0 && clients.some(({ reconnect }) => reconnect.policy !== 'none');
}
