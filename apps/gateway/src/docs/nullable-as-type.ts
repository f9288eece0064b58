type Node = unknown;
type Obj = Record<string, Node>;
const isObject = (node: Node): node is Obj => typeof node === 'object' && node !== null && !Array.isArray(node);

/** OpenAPI 3.0's `nullable` is not known in 3.1: there a schema says `type: ['string', 'null']`. */
export function nullableAsType(node: Node): Node {
  if (Array.isArray(node)) return node.map(nullableAsType);
  if (!isObject(node)) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, nullableAsType(value)]),
  );
  if (nullable === undefined || isObject(nullable)) return nullable === undefined ? rest : { ...rest, nullable };
  return nullable === true ? orNull(rest) : rest;
}

function orNull(schema: Obj): Obj {
  if (typeof schema.type === 'string') {
    const values = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
    return { ...schema, type: [schema.type, 'null'], ...values };
  }
  const { description, ...shape } = schema;
  const described = description === undefined ? {} : { description };
  const [only] =
    Array.isArray(shape.allOf) && shape.allOf.length === 1 && Object.keys(shape).length === 1 ? shape.allOf : [shape];
  return { ...described, anyOf: [only, { type: 'null' }] };
}
