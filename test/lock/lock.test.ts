import { describe, expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { diagnosticsToJson } from "../../src/diagnostics/print.js";
import { parseLock, printLock, type Lock } from "../../src/lock/lock.js";

const hash = "0123456789abcdef".repeat(4);
const lock: Lock = {
  mcpgen: "0.1.0",
  spec: "../openapi.yaml",
  config: "mcpgen.config.yaml",
  operations: new Map([
    ["POST /pets", "createPet"],
    ["GET /pets/{petId}", "getPet"],
    ["GET /Zoo", "zoo"],
  ]),
  files: new Map([
    ["src/generated/ä.ts", hash],
    ["__proto__", hash],
    ["10", hash],
    ["9", hash],
  ]),
};

describe("printLock", () => {
  test("one entry a line, sorted by code unit", () => {
    expect(printLock(lock)).toBe(`{
  "mcpgen": "0.1.0",
  "spec": "../openapi.yaml",
  "config": "mcpgen.config.yaml",
  "operations": {
    "GET /Zoo": "zoo",
    "GET /pets/{petId}": "getPet",
    "POST /pets": "createPet"
  },
  "files": {
    "10": "${hash}",
    "9": "${hash}",
    "__proto__": "${hash}",
    "src/generated/\\u00e4.ts": "${hash}"
  }
}
`);
  });

  test("without what is not known", () => {
    const text = printLock({ mcpgen: "0.1.0", operations: new Map(), files: new Map() });
    expect(text).toBe('{\n  "mcpgen": "0.1.0",\n  "operations": {},\n  "files": {}\n}\n');
    expect(parseLock(text, "lock", new Diagnostics())).toEqual({
      mcpgen: "0.1.0",
      operations: new Map(),
      files: new Map(),
    });
  });
});

test("what was printed is read again, also with Windows line breaks and from other formatters", () => {
  const text = printLock(lock);
  for (const variant of [text, text.replaceAll("\n", "\r\n"), text.replaceAll(/\n */g, "")])
    expect(parseLock(variant, "mcpgen.lock.json", new Diagnostics())).toEqual(lock);
});

describe("parseLock refuses", () => {
  const file = (path: string, sha: string): string =>
    JSON.stringify({ mcpgen: "0.1.0", operations: {}, files: { [path]: sha } }, null, 1);
  const broken = (reason: string, place: string): string =>
    `lock-broken ${place} The lock cannot be used: ${reason}`;

  test.each<[text: string, problem: string]>([
    [
      printLock(lock).replace('    "GET', '<<<<<<< HEAD\n    "GET'),
      "lock-conflict 6:1 The lock has unresolved merge conflicts",
    ],
    ["", broken("it is not an object", "1:1")],
    ["{", broken("This is not valid JSON: the text ends in the middle of an object", "1:2")],
    ["[]", broken("it is not an object", "1:1")],
    ['{"mcpgen": 1}', broken("mcpgen is not a text", "1:2")],
    ['{"mcpgen": "1", "files": {}}', broken("operations is not an object", "1:1")],
    ['{"operations": {}, "files": {}}', broken('it lacks "mcpgen"', "1:1")],
    ['{"mcpgen": "1", "mcpgen": "2"}', broken('The key "mcpgen" occurs twice in the same object', "1:17")],
    [
      '{"mcpgen": "1", "operations": {"GET /": "a b"}, "files": {}}',
      broken('the entry "GET /" of operations is not one that mcpgen wrote', "1:32"),
    ],
    ...["../../.bashrc", "/etc/passwd", "a/../../b", "a//b", "C:\\x", "..\\x", "", "a/."].map(
      (path): [string, string] => [
        file(path, hash),
        broken(`the entry "${path}" of files is not one that mcpgen wrote`, "5:3"),
      ],
    ),
    [file("a", "short"), broken('the entry "a" of files is not one that mcpgen wrote', "5:3")],
  ])("%j", (text, problem) => {
    const diagnostics = new Diagnostics();
    expect(() => parseLock(text, "mcpgen.lock.json", diagnostics)).toThrow();
    const found = diagnosticsToJson(diagnostics.all, diagnostics.sources);
    const place = found[0]?.line === undefined ? "" : `${found[0].line}:${found[0].column}`;
    expect(found.map(({ code, title }) => `${code} ${place} ${title}`)).toEqual([problem]);
  });
});
