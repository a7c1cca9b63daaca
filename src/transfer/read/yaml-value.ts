import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { isExactNumber } from '../../records/json-numbers.ts';
import { put } from './change-members.ts';

/** What of YAML cannot be had as JSON without a change, at an offset of its text. The message is no sentence of its own. */
export class YamlValueFault extends Error {
  readonly code: 'syntax' | 'nul' | 'encoding';
  readonly offset: number;
  /** A JSON pointer. */
  readonly pointer: string;

  constructor(code: YamlValueFault['code'], node: Node | null | undefined, pointer: string, message: string) {
    super(message);
    this.code = code;
    this.offset = node?.range?.[0] ?? 0;
    this.pointer = pointer;
  }
}

/**
 * A node of plain YAML (plain-yaml.ts) as JSON would have it. Fails with YamlValueFault at a key that is there twice, and at what
 * would change: `+491234`, `007` and `0x1F` are numbers to YAML.
 */
export function jsonOfYaml(node: unknown, pointer = ''): unknown {
  if (isMap<Scalar, Node | null>(node)) {
    const object: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      const name = textOf(key, String(key.value), pointer);
      const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (Object.hasOwn(object, name)) {
        throw new YamlValueFault('syntax', key, below, 'a key is there twice in one map');
      }
      put(object, name, jsonOfYaml(value, below));
    }
    return object;
  }
  if (isSeq<Node>(node)) return node.items.map((item, index) => jsonOfYaml(item, `${pointer}/${index}`));
  return isScalar(node) ? scalarOf(node, pointer) : null;
}

function scalarOf(node: Scalar, pointer: string): unknown {
  const { value, source = '' } = node;
  if (typeof value === 'string') return textOf(node, value, pointer);
  if (typeof value !== 'number') return value;
  if (!jsonNumber.test(source)) {
    const what = 'to YAML this is a number, and it would be changed; put it in quotes if it is a text';
    throw new YamlValueFault('syntax', node, pointer, what);
  }
  if (isExactNumber(source, value)) return value;
  const what = 'the number has more digits than can be kept, and would be changed; put it in quotes';
  throw new YamlValueFault('syntax', node, pointer, what);
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function textOf(node: Node, text: string, pointer: string): string {
  if (text.includes('\0')) {
    throw new YamlValueFault(
      'nul',
      node,
      pointer,
      'there is a NUL in it, which no database of Kratos stores',
    );
  }
  if (text.isWellFormed()) return text;
  throw new YamlValueFault(
    'encoding',
    node,
    pointer,
    'half of a character (a lone surrogate) is written in it',
  );
}
