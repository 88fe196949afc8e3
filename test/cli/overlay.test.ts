// `--overlay` and the config's overlays, from the command line to the files of the project.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./run-cli.js";
import { documentOf, folder } from "./support.js";

/** An overlay that appends a letter to the tags of `GET /a`. */
function tagging(tag: string): string {
  const actions = [{ target: "$.paths['/a'].get.tags", update: tag }];
  return JSON.stringify({ overlay: "1.1.0", info: { title: "Tags", version: "1" }, actions });
}

test("those of the config come first, those of the command line in their order; a later run has those of the config", async (context) => {
  const describing = {
    overlay: "1.0.0",
    info: { title: "Texts", version: "1" },
    actions: [
      {
        target: "$.paths[?@.get.tags[1] == 'one' && @.get.tags[2] == 'two'].get",
        update: { description: "Both." },
      },
    ],
  };
  const cwd = folder(context, {
    "api/openapi.json": documentOf("a"),
    "api/mcpgen.config.yaml": "spec: openapi.json\noverlays: [one.json]",
    "api/one.json": tagging("one"),
    "two.json": tagging("two"),
    "three.json": JSON.stringify(describing),
  });
  const flags = ["--overlay", "two.json", "--config", "api/mcpgen.config.yaml", "--overlay", "three.json"];
  const { code, stdout, stderr } = await runCli(["generate", ...flags, "-o", "out", "--json"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    overlays: ["api/one.json", "two.json", "three.json"].map((name) => join(cwd, name)),
    diagnostics: [],
  });
  const tool = join(cwd, "out/src/generated/tools/a/a.ts");
  expect(readFileSync(tool, "utf8")).toContain('description: "Both."');

  const again = await runCli(["generate", "--json"], { cwd: join(cwd, "out") });
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, overlays: [join(cwd, "api/one.json")] });
  expect(readFileSync(tool, "utf8")).not.toContain("Both.");
});

test("--overlay takes one place, so a document may follow; an overlay as the document is recognised", async (context) => {
  const cwd = folder(context, { "openapi.json": documentOf("a"), "one.json": tagging("one") });
  const good = await runCli(["generate", "--overlay", "one.json", "openapi.json", "-o", "out"], { cwd });
  expect(good.code).toBe(0);
  const swapped = await runCli(["generate", "one.json", "-o", "other", "--overlay", "openapi.json"], { cwd });
  expect(swapped.code).toBe(1);
  expect(swapped.stderr).toContain(
    "error[overlay-not-one]: This is not an Overlay document: it is an OpenAPI document",
  );
  const alone = await runCli(["generate", "one.json", "-o", "other"], { cwd });
  expect(alone.code).toBe(1);
  expect(alone.stderr).toMatch(
    /^error\[not-openapi\]: .* it is an Overlay\n[^]*fix: .*--overlay <this file>/,
  );
});
