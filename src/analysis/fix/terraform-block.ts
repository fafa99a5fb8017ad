/** Terraform blocks in the form that `terraform fmt` leaves alone. */

/** A text as it stands after the equals sign, or a block within. */
export type Attributes = readonly (readonly [name: string, value: string] | TerraformBlock | '')[];

export interface TerraformBlock {
  readonly head: string;
  readonly body: Attributes;
}

/** `resource "aws_eip" "nat"`. */
export function resource(type: string, name: string, body: Attributes): TerraformBlock {
  return { head: `resource "${type}" "${name}"`, body };
}

export function terraformText(blocks: readonly TerraformBlock[]): string {
  return blocks.map((block) => `${linesOf(block, '').join('\n')}\n`).join('\n');
}

function linesOf({ head, body }: TerraformBlock, indent: string): string[] {
  const inner = `${indent}  `;
  const lines = body.flatMap((item, index) => {
    if (item === '') return [''];
    if ('head' in item) return linesOf(item, inner);
    const [name, value] = item;
    return [`${inner}${name.padEnd(widthAround(body, index))} = ${value}`];
  });
  return [`${indent}${head} {`, ...lines, `${indent}}`];
}

/** Equals signs stand in one column among attributes that follow each other. */
function widthAround(body: Attributes, index: number): number {
  let from = index;
  while (from > 0 && isAttribute(body[from - 1])) from -= 1;
  let width = 0;
  for (let at = from; isAttribute(body[at]); at += 1) width = Math.max(width, nameLength(body[at]));
  return width;
}

const isAttribute = (item: Attributes[number] | undefined): boolean => Array.isArray(item);

const nameLength = (item: Attributes[number] | undefined): number =>
  item !== undefined && item !== '' && !('head' in item) ? item[0].length : 0;
