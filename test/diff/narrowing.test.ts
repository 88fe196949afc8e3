// What a validator says is the judge: a value that was accepted and is refused now is never called compatible.
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonSchemaObject } from "../../src/json/json-schema.js";
import { argumentGrade } from "../../src/diff/grade.js";
import { compareSchemas } from "../../src/diff/schema-compare.js";
import { differentAcceptance } from "./acceptance.js";

type Pair = readonly [JsonSchemaObject, JsonSchemaObject];

/** A keyword on both sides: mostly with the same value, sometimes with another, sometimes on one side only. */
function keyword(name: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<readonly [object, object]> {
  const one = fc.option(values, { nil: undefined });
  const both = fc.oneof({ weight: 3, arbitrary: one.map((value) => [value, value]) }, fc.tuple(one, one));
  const entry = (value: unknown): object => (value === undefined ? {} : { [name]: value });
  return both.map(([before, after]) => [entry(before), entry(after)] as const);
}

function together(...keywords: fc.Arbitrary<readonly [object, object]>[]): fc.Arbitrary<Pair> {
  return fc
    .tuple(...keywords)
    .map((all) => [
      Object.assign({}, ...all.map(([one]) => one)) as JsonSchemaObject,
      Object.assign({}, ...all.map(([, other]) => other)) as JsonSchemaObject,
    ]);
}

const small = fc.integer({ min: 0, max: 4 });
const texts = fc.constantFrom("", "a", "ab", "b");
const values = fc.constantFrom<unknown>(null, true, 1, 2, 1.5, "a", "ab");

const strings = together(
  keyword("type", fc.constant("string")),
  keyword("minLength", small),
  keyword("maxLength", small),
  keyword("pattern", fc.constantFrom("^a", "b$")),
  keyword("enum", fc.uniqueArray(texts, { minLength: 1 })),
);
const numbers = together(
  keyword("type", fc.constantFrom("number", "integer")),
  keyword("minimum", small),
  keyword("exclusiveMinimum", small),
  keyword("maximum", small),
  keyword("multipleOf", fc.constantFrom(1, 2, 3, 4, 0.5)),
);
const anything = together(
  keyword("enum", fc.uniqueArray(values, { minLength: 1 })),
  keyword("const", values),
);

const { schema } = fc.letrec<{ schema: Pair; part: Pair; union: Pair; object: Pair; list: Pair }>((tie) => ({
  schema: fc.oneof({ maxDepth: 3, depthIdentifier: "schema" }, strings, numbers, anything, tie("part")),
  part: fc.oneof(
    tie("union"),
    tie("object"),
    tie("list"),
    fc.constant<Pair>([{ $ref: "#/$defs/A" }, { $ref: "#/$defs/A" }]),
  ),
  union: fc
    .tuple(
      fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
      fc.constantFrom("anyOf", "oneOf", "allOf"),
      fc.nat(2),
    )
    .map(([parts, key, extra]): Pair => {
      const [before, after] = [parts.map(([one]) => one), parts.map(([, other]) => other)];
      if (extra === 1) return [{ [key]: before }, { [key]: after.slice(0, -1).concat({ type: "null" }) }];
      return extra === 2 && before[0] !== undefined
        ? [before[0], { [key]: after }]
        : [{ [key]: before }, { [key]: after.reverse() }];
    }),
  object: fc
    .tuple(
      fc.array(
        fc.tuple(fc.constantFrom("a", "b"), tie("schema"), fc.constantFrom("both", "before", "after")),
        { maxLength: 2 },
      ),
      together(
        keyword("required", fc.uniqueArray(fc.constantFrom("a", "b"))),
        keyword("additionalProperties", fc.constantFrom<unknown>(true, false, { type: "string" })),
        keyword("maxProperties", small),
        keyword("propertyNames", fc.constantFrom({ maxLength: 1 }, { const: "a" })),
      ),
    )
    .map(([properties, [one, other]]): Pair => {
      const on = (side: "before" | "after", index: 0 | 1): object =>
        Object.fromEntries(
          properties
            .filter(([, , where]) => where === "both" || where === side)
            .map(([name, pair]) => [name, pair[index]]),
        );
      // Where nothing is said of other properties, there are taken to be none, which a validator does not do.
      const closed = { type: "object", additionalProperties: false };
      return [
        { ...closed, ...one, properties: on("before", 0) } as JsonSchemaObject,
        { ...closed, ...other, properties: on("after", 1) } as JsonSchemaObject,
      ];
    }),
  list: fc
    .tuple(
      tie("schema"),
      tie("schema"),
      together(keyword("minItems", small), keyword("uniqueItems", fc.boolean())),
      fc.boolean(),
    )
    .map(([items, first, [one, other], isTuple]): Pair => {
      const prefix = (schema: JsonSchemaObject): object => (isTuple ? { prefixItems: [schema] } : {});
      return [
        { type: "array", items: items[0], ...prefix(first[0]), ...one },
        { type: "array", items: items[1], ...prefix(first[1]), ...other },
      ];
    }),
}));

/** A definition may lead to itself, but not at once: that is no schema. */
function holding(a: JsonSchemaObject): JsonSchemaObject {
  return { type: "object", properties: { a }, additionalProperties: false };
}

it(
  "a value that is refused now is never graded compatible, and no difference goes unseen",
  { timeout: 60_000 },
  () => {
    const seen = { narrowed: 0, widened: 0, same: 0 };
    const options = { strict: false, logger: false, validateSchema: false, addUsedSchema: false } as const;
    fc.assert(
      fc.property(schema, schema, ([before, after], [one, other]) => {
        const roots: Pair = [
          { ...before, $defs: { A: holding(one) } },
          { ...after, $defs: { A: holding(other) } },
        ];
        const ajv = new Ajv2020({ ...options, code: { optimize: false } });
        const { refused, accepted } = differentAcceptance(ajv.compile(roots[0]), ajv.compile(roots[1]));
        const changes = compareSchemas(...roots);
        const isBad = changes.some(
          (change) => argumentGrade(change) !== "compatible" && change.effect !== "said",
        );
        const isWider = changes.some(({ effect }) => effect !== "narrowed" && effect !== "said");
        seen[refused !== undefined ? "narrowed" : accepted !== undefined ? "widened" : "same"] += 1;
        if (refused !== undefined) expect(isBad, `refused now: ${JSON.stringify(refused)}`).toBe(true);
        if (accepted !== undefined) expect(isWider, `accepted now: ${JSON.stringify(accepted)}`).toBe(true);
      }),
      { numRuns: 800, seed: 9 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(40);
  },
);
