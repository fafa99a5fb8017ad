/** What the Terraform snippets of all clouds share. */
import type { SnippetText, Syntax } from '../snippet.ts';
import { type TerraformBlock, terraformText } from '../terraform-block.ts';

const REGISTRY = 'https://registry.terraform.io/providers';

export function terraformSnippet(
  syntax: Syntax,
  title: string,
  blocks: readonly TerraformBlock[],
  source: string,
  caveats: readonly string[],
): SnippetText {
  return {
    title,
    syntax,
    language: 'hcl',
    code: terraformText(blocks),
    whereItGoes:
      'The module of this resource; merge it into the resource that you have; then: terraform plan',
    caveats: ['References to other resources (var.…) are placeholders.', ...caveats],
    source: `${REGISTRY}/${source}`,
  };
}

/** A text in Terraform. */
export const quoted = (text: string): string => JSON.stringify(text);
