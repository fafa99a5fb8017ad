/** What the Terraform snippets of all clouds share. */
import type { SnippetText, Syntax } from '../snippet.ts';
import { type TerraformBlock, terraformText } from '../terraform-block.ts';

const REGISTRY = 'https://registry.terraform.io/providers';

/** Said where a group of machines grows. */
export const NEW_INSTANCES_FILL =
  'Long connections stay on the instances that they are on: new ones fill with what is new.';

/** A snippet of a cloud's provider; `page` is that of the resource in its documentation. */
type TerraformSnippet = (
  title: string,
  blocks: readonly TerraformBlock[],
  page: string,
  caveats: readonly string[],
) => SnippetText;

export function terraformOf(syntax: Syntax, provider: string): TerraformSnippet {
  return (title, blocks, page, caveats) => ({
    title,
    syntax,
    language: 'hcl',
    code: terraformText(blocks),
    whereItGoes:
      'The module of this resource; merge it into the resource that you have; then: terraform plan',
    caveats: ['References to other resources (var.…) are placeholders.', ...caveats],
    source: `${REGISTRY}/hashicorp/${provider}/latest/docs/resources/${page}`,
  });
}

/** A text in Terraform. */
export const quoted = (text: string): string => JSON.stringify(text);
