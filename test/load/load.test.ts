import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { SpecDocument } from "../../src/load/document.js";
import { folder, load, problems, referring, serve } from "./support.js";

const document = '{"openapi": "3.1.0", "paths": {}}';

function names({ files }: SpecDocument): string[] {
  return [...files.values()].map(({ name }) => name);
}

function refusals({ refused }: SpecDocument): string[] {
  return [...refused.values()].map(({ code, reason }) => `${code}: ${reason}`);
}

describe("the entry document", () => {
  test("is a file, named relative to the working directory", async () => {
    const cwd = folder({ "api/openapi.json": document });
    const { entry, files, refused } = await load(join(cwd, "api/openapi.json"), cwd);
    expect(entry).toMatchObject({ name: "api/openapi.json", text: document, value: { openapi: "3.1.0" } });
    expect(entry.url).toBe(pathToFileURL(join(cwd, "api/openapi.json")).href);
    expect([...files.keys()]).toEqual([entry.url]);
    expect(refused.size).toBe(0);
  });

  test.each<[name: string, source: string, code: string, title: string, fix: string]>([
    [
      "missing",
      "opennapi.yaml",
      "input-not-found",
      "There is no file opennapi.yaml",
      'Did you mean "openapi.yaml"?',
    ],
    [
      "missing in a folder",
      "api/swager.json",
      "input-not-found",
      "There is no file api/swager.json",
      'Did you mean "api/swagger.json"?',
    ],
    [
      "nothing like it",
      "x.yaml",
      "input-not-found",
      "There is no file x.yaml",
      "Check the path; it is taken relative to the working directory.",
    ],
    [
      "below a file",
      "openapi.yaml/x",
      "input-not-found",
      "There is no file openapi.yaml/x",
      "Check the path; it is taken relative to the working directory.",
    ],
    [
      "a directory",
      "api",
      "input-is-directory",
      "api is a directory, not a file",
      'Did you mean "api/swagger.json"?',
    ],
  ])("%s", async (_, source, code, title, fix) => {
    const cwd = folder({ "openapi.yaml": document, "api/swagger.json": document, "api/other.json": "{}" });
    expect(await problems(join(cwd, source), cwd)).toMatchObject([
      { code, title, fix, place: { file: source } },
    ]);
  });

  test.skipIf(process.getuid?.() === 0)("unreadable", async () => {
    const cwd = folder({ "openapi.yaml": document });
    chmodSync(join(cwd, "openapi.yaml"), 0);
    const title = "openapi.yaml cannot be read: permission denied";
    expect(await problems(join(cwd, "openapi.yaml"), cwd)).toMatchObject([
      { code: "input-unreadable", title },
    ]);
  });

  test("a symbolic link to itself, a name that is no name", async () => {
    const cwd = folder({});
    symlinkSync("loop.yaml", join(cwd, "loop.yaml"));
    for (const name of ["loop.yaml", "x".repeat(300), "a\0b"])
      expect(await problems(join(cwd, name), cwd)).toMatchObject([{ code: "input-unreadable" }]);
  });

  test("too large", async () => {
    const cwd = folder({ "openapi.json": document });
    const found = await problems(join(cwd, "openapi.json"), cwd, { limits: { entryBytes: 20 } });
    expect(found).toMatchObject([{ code: "input-too-large", title: "openapi.json is larger than 20 bytes" }]);
  });

  test.each([
    ["ftp://example.com/openapi.yaml", "unsupported-scheme", 'The scheme "ftp" cannot be loaded'],
    ["s3://bucket/openapi.yaml", "unsupported-scheme", 'The scheme "s3" cannot be loaded'],
    ["http://", "url-invalid", '"http://" is not a valid URL'],
  ])("%s", async (source, code, title) => {
    expect(await problems(source, "/")).toMatchObject([{ code, title, place: { file: source } }]);
  });

  test("a URL with a password is refused and the password not repeated", async () => {
    const found = await problems("http://me:secret@127.0.0.1:1/openapi.yaml", "/");
    expect(found).toMatchObject([{ code: "url-credentials" }]);
    expect(JSON.stringify(found)).not.toContain("secret");
  });

  test("standard input, in chunks that cut a character", async () => {
    const bytes = Buffer.from('{"openapi": "é"}');
    const stdin = (async function* () {
      yield bytes.subarray(0, 14);
      yield bytes.subarray(14);
    })();
    const { entry } = await load("-", "/", { stdin });
    expect(entry).toMatchObject({ name: "-", value: { openapi: "é" } });
  });

  test.each([
    ["", "input-empty", "Standard input is empty"],
    ["{", "json-invalid", "This is not valid JSON: the text ends in the middle of an object"],
    ["a: " + "x".repeat(100), "input-too-large", "- is larger than 50 bytes"],
  ])("standard input: %j", async (text, code, title) => {
    const found = await problems("-", "/", { stdin: chunks(text), limits: { entryBytes: 50 } });
    expect(found).toMatchObject([{ code, title, place: { file: "-" } }]);
  });
});

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

describe("referenced files", () => {
  test("are loaded once, in the order of the references, and theirs after them", async () => {
    const cwd = folder({
      "openapi.json": referring(
        "b.yaml#/x",
        "./sub/a.yaml",
        "#/paths",
        "b.yaml",
        "openapi.json#/paths",
        "my%20file.json",
      ),
      "b.yaml": "x: {$ref: 'c.json'}\n",
      "sub/a.yaml": "$ref: ../openapi.json#/paths\ny: {$ref: deeper/d.yaml}\n",
      "c.json": '{"$ref": "sub/a.yaml"}',
      "sub/deeper/d.yaml": "a: 1\n",
      "my file.json": "{}",
    });
    const loaded = await load(join(cwd, "openapi.json"), cwd);
    expect(names(loaded)).toEqual([
      "openapi.json",
      "b.yaml",
      "sub/a.yaml",
      "my file.json",
      "c.json",
      "sub/deeper/d.yaml",
    ]);
    expect(loaded.refused.size).toBe(0);
  });

  test("may refer to each other in a circle", async () => {
    const cwd = folder({ "a.yaml": "$ref: b.yaml\n", "b.yaml": "$ref: a.yaml\n" });
    expect(names(await load(join(cwd, "a.yaml"), cwd))).toEqual(["a.yaml", "b.yaml"]);
  });

  test("that cannot be had are noted down with the reason, and reported by nobody here", async () => {
    const cwd = folder({
      "openapi.json": referring(
        "pet.yaml",
        "broken.yaml",
        "dir",
        "empty.json",
        "http://[/",
        "file://host/x",
        "gopher://x/y",
        "%ff.yaml",
      ),
      "pets.yaml": "a: 1\n",
      "broken.yaml": "a: 1\na: 2\n",
      "dir/x.yaml": "",
      "empty.json": "",
    });
    expect(refusals(await load(join(cwd, "openapi.json"), cwd))).toEqual([
      "ref-file-not-found: There is no file pet.yaml",
      'ref-file-unreadable: broken.yaml:2:1: The key "a" occurs twice in the same object',
      "ref-file-unreadable: dir is a directory, not a file",
      "ref-file-unreadable: empty.json is empty",
      "ref-file-unreadable: it is not a path or URL",
      "ref-file-unreadable: it does not name a local file",
      'ref-outside-root: the scheme "gopher" cannot be loaded',
      "ref-file-unreadable: it does not name a local file",
    ]);
  });

  test("have limits: each, all together, their number", async () => {
    const cwd = folder({
      "openapi.json": referring("large.json", "a.json", "b.json"),
      "large.json": JSON.stringify("x".repeat(500)),
      "a.json": JSON.stringify("x".repeat(200)),
      "b.json": JSON.stringify("x".repeat(200)),
    });
    const source = join(cwd, "openapi.json");
    const each = await load(source, cwd, { limits: { refBytes: 300 } });
    expect(refusals(each)).toEqual(["ref-too-large: large.json is larger than 300 bytes"]);
    const together = await load(source, cwd, { limits: { refBytes: 300, totalBytes: 320 } });
    expect(names(together)).toEqual(["openapi.json", "a.json"]);
    const number = await load(source, cwd, { limits: { files: 2 } });
    expect(names(number)).toEqual(["openapi.json", "large.json"]);
    expect(refusals(number)[0]).toBe("ref-too-large: the document refers to more than 2 files");
  });
});

describe("the guard over files", () => {
  const secret = { "secret.yaml": "password: x\n", "api-secret/x.yaml": "a: 1\n" };

  test.each([
    "../secret.yaml",
    "..%2fsecret.yaml",
    "%2e%2e/secret.yaml",
    "sub/../../secret.yaml",
    "../api-secret/x.yaml",
    "..\\secret.yaml",
  ])("%s does not leave the entry's folder", async (ref) => {
    const cwd = folder({ "api/openapi.json": referring(ref), ...secret });
    const loaded = await load(join(cwd, "api/openapi.json"), cwd);
    expect(names(loaded)).toEqual(["api/openapi.json"]);
    expect(loaded.refused.size).toBe(1);
  });

  test("absolute paths and symbolic links do not leave it either, whether the file exists or not", async () => {
    const cwd = folder({ ...secret, "api/sub/inside.yaml": "a: 1\n" });
    const refs = [
      "/etc/passwd",
      "file:///etc/passwd",
      join(cwd, "secret.yaml"),
      "link.yaml",
      "dir/secret.yaml",
      "dir/nothing.yaml",
      "in/inside.yaml",
    ];
    symlinkSync("../secret.yaml", join(cwd, "api/link.yaml"));
    symlinkSync("..", join(cwd, "api/dir"));
    symlinkSync("sub", join(cwd, "api/in"));
    const loaded = await load("-", cwd, { stdin: chunks(referring(...refs)), refRoot: join(cwd, "api") });
    expect(names(loaded)).toEqual(["-", "api/in/inside.yaml"]);
    expect(new Set([...loaded.refused.values()].map(({ code }) => code))).toEqual(
      new Set(["ref-outside-root"]),
    );
  });

  test("says what to type", async () => {
    const cwd = folder({
      "api/v1/openapi.json": referring("../shared/pet.yaml"),
      "api/shared/pet.yaml": "a: 1\n",
    });
    const source = join(cwd, "api/v1/openapi.json");
    const { refused } = await load(source, cwd);
    expect([...refused.values()]).toEqual([
      {
        code: "ref-outside-root",
        reason: "api/shared/pet.yaml is outside the folder that may be read",
        fix: "If you trust it, pass --ref-root api or --allow-ref api/shared/pet.yaml",
      },
    ]);
    for (const options of [
      { refRoot: join(cwd, "api") },
      { allowRefs: ["api/shared/pet.yaml"] },
      { allowRefs: [join(cwd, "api/shared/pet.yaml")] },
    ])
      expect(names(await load(source, cwd, options))).toEqual(["api/v1/openapi.json", "api/shared/pet.yaml"]);
  });

  test("an allowed file opens no other beside it", async () => {
    const cwd = folder({
      "api/a.json": referring("../x/b.json"),
      "x/b.json": referring("c.json"),
      "x/c.json": "{}",
    });
    const loaded = await load(join(cwd, "api/a.json"), cwd, { allowRefs: ["x/b.json"] });
    expect(names(loaded)).toEqual(["api/a.json", "x/b.json"]);
  });

  test("standard input has no folder of its own", async () => {
    const cwd = folder({ "a.yaml": "a: 1\n" });
    const refused = await load("-", cwd, { stdin: chunks(referring("a.yaml")) });
    expect(refusals(refused)).toEqual([
      "ref-outside-root: a document from standard input has no folder whose files it may name",
    ]);
    for (const options of [{ refRoot: cwd }, { allowRefs: ["a.yaml"] }])
      expect(names(await load("-", cwd, { stdin: chunks(referring("a.yaml")), ...options }))).toEqual([
        "-",
        "a.yaml",
      ]);
  });

  test("what is not a regular file is not opened", async () => {
    const cwd = folder({});
    mkdirSync(join(cwd, "api"));
    symlinkSync("/dev/zero", join(cwd, "api/zero"));
    const options = { stdin: chunks(referring("/dev/zero")), allowRefs: ["/dev/zero"] };
    expect(refusals(await load("-", cwd, options))).toEqual([
      expect.stringMatching(/^ref-file-unreadable: .*zero cannot be read: it is not a regular file$/),
    ]);
  });

  test("no file asks the network", async () => {
    const { url, requests } = await serve((_, response) => response.end("a: 1\n"));
    const cwd = folder({ "openapi.json": referring(`${url}/a.yaml`, `${url}/b.yaml`) });
    const loaded = await load(join(cwd, "openapi.json"), cwd, { allowRefs: [`${url}/a.yaml`] });
    expect(requests).toEqual(["/a.yaml"]);
    expect([...loaded.refused.values()]).toMatchObject([
      { code: "ref-outside-root", fix: `If you trust it, pass --allow-ref ${url}/b.yaml` },
    ]);
  });
});
