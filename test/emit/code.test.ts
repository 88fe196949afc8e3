import { execFileSync } from "node:child_process";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  access,
  code,
  comment,
  envComment,
  identifier,
  json,
  jsonLine,
  literal,
  markdown,
  memberName,
  modulePath,
  propertyKey,
  shellWord,
  stringLiteral,
  uriText,
  type Code,
} from "../../src/emit/code.js";
import { syntaxErrors } from "./support.js";

/** Texts as hostile as they come: what ends strings, comments, templates, tags and lines, and what is not seen. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", '"', "`", "\\", "*/", "/*", "//", "*", "/", "${", "}", "{{", "<!--", "-->", "</script>", "\n", "\r"),
      fc.constantFrom("\u2028", "\u2029", "\u0000", "\u202e", "\u200b", "\ufeff", "\ud800", "\udc00", "\u007f", "\u0085", "🎉"),
      fc.constantFrom("__proto__", "constructor", "|", "[x](y)", "_", "#", "@ts-ignore", "\\u002a/", "&lt;"),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join("")); // prettier-ignore

function evaluated(expression: string): unknown {
  const { outputText } = ts.transpileModule(`(${expression})`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return (0, eval)(outputText);
}

describe("literal", () => {
  test("of any text is that text, in ASCII and on one line", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const written of [literal(text), stringLiteral(text)]) {
          expect(written).toMatch(/^[\x20-\x7e]*$/);
          expect((0, eval)(written)).toBe(text);
          expect(syntaxErrors("file.ts", `const text: string = ${written};`)).toEqual([]);
        }
      }),
    );
  });

  test("of any JSON is that JSON", () => {
    const value = fc.oneof(fc.jsonValue({ noUnicodeString: false }), fc.dictionary(hostile, hostile));
    fc.assert(
      fc.property(value, (json) => {
        const written = literal(json);
        expect(written).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.stringify((0, eval)(`(${written})`))).toBe(JSON.stringify(json));
      }),
    );
  });

  test("of what JSON has no words for", () => {
    expect(literal(undefined)).toBe("undefined");
    expect(literal({ a: [1e21, -0.5, null] })).toBe("{ a: [1e+21, -0.5, null] }");
  });
});

describe("propertyKey", () => {
  test("builds an object with exactly that own key", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.constantFrom("__proto__", "get", "async", "1e3", "01", "")), (key) => {
        const object = evaluated(`{ ${propertyKey(key)}: 1 }`) as object;
        expect(Reflect.ownKeys(object)).toEqual([key]);
        expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
      }),
    );
  });

  test("of an interface and of an access mean the same", () => {
    fc.assert(
      fc.property(hostile, (key) => {
        const text = `interface I { ${memberName(key)}: string } declare const i: I; ${access(code`i`, key)};`;
        expect(syntaxErrors("file.ts", text)).toEqual([]);
        const value = evaluated(`((args) => ${access(code`args`, key)})({ ${propertyKey(key)}: 1 })`);
        expect(value).toBe(1);
      }),
    );
  });
});

describe("comment", () => {
  test("cannot end a comment, and is one line of ASCII", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = comment(text);
        expect(written).toMatch(/^[\x20-\x7e]*$/);
        expect(`/** ${written} */`.indexOf("*/")).toBe(`/** ${written} `.length);
        expect((0, eval)(`/** ${written} */ 1`)).toBe(1);
      }),
    );
  });

  test("keeps what can be read", () => {
    expect(comment(" GET\n /pets/{id} ")).toBe("GET /pets/{id}");
  });
});

test("json is the value, in ASCII, on one line", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.dictionary(hostile, hostile)), (value) => {
      expect(json(value)).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.stringify(JSON.parse(json(value)))).toBe(JSON.stringify(value));
    }),
  );
});

test("a line of JSON has what can be seen", () => {
  expect(jsonLine("a\n\ud800b \u202e\u{1f389}")).toBe(String.raw`"a b \ud83c\udf89"`);
});

test.each(["plain", "it's", "'; touch x; '", "$(x)`x`\\", "a\nb", '"', ""])("a shell reads %j as one word", (text) => {
  const printed = execFileSync("sh", ["-c", `printf '<%s>' ${shellWord(text)}`], { encoding: "utf8" });
  expect(printed).toBe(`<${text.replace("\n", " ")}>`);
}); // prettier-ignore

test("a comment of .env has no line breaks", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(envComment(text)).toMatch(/^[\x20-\x7e]*$/);
    }),
  );
});

test("nothing in Markdown is markup, a break or invisible", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const written = markdown(text);
      expect(written).not.toMatch(/[\r\n\u2028\u2029\p{Cc}\p{Cf}]/u);
      expect(written).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      expect(written.replaceAll(/\\[\\`*_[\]|~]/g, "")).not.toMatch(/[\\`*_[\]|~]/);
    }),
  );
});

describe("names that mapping made", () => {
  test.each(["", "a b", "a-b", "1a", "é", "a\n", "a;b", "*/"])("are refused where they are none: %j", (name) => {
    expect(() => identifier(name)).toThrow(/^not an identifier/);
    if (name !== "a-b" && name !== "1a") expect(() => modulePath(name)).toThrow(/^not a module path/);
  });

  test.each(["", "a b", "a`b", "a|b", "a\n", "<b>", "[x]", "é"])("no URI is %j", (text) => {
    expect(() => uriText(text)).toThrow(/^not a URI/);
  });

  test("are what they are", () => {
    expect(uriText("api://a*/b/{id}{?q*}")).toBe("api://a*/b/{id}{?q*}");
    expect(identifier("getPet")).toBe("getPet");
    expect(modulePath("tools/pets/getPet.ts")).toBe("tools/pets/getPet.ts");
  });
}); // prettier-ignore

test("a raw string is no code", () => {
  const raw: string = "x";
  // @ts-expect-error a string is not Code
  const typed: Code = raw;
  // @ts-expect-error nor is it a hole of code
  const hole = code`const ${raw} = 1;`;
  expect([typed, hole]).toHaveLength(2);
});
