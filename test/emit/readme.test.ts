// What people copy from the README of a generated project.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

const readme = readFileSync(new URL("../../snapshots/petstore/expected/README.md", import.meta.url), "utf8");

function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, text = ""]) =>
    name === language ? [text] : [],
  );
}

test("its YAML and JSON can be read", () => {
  for (const text of blocks("json")) expect(JSON.parse(text)).toBeTypeOf("object");
  const [compose] = blocks("yaml").map((text) => parse(text) as unknown);
  expect(compose).toMatchObject({
    services: {
      mcp: {
        command: ["--http", "--host", "0.0.0.0"],
        healthcheck: { test: expect.stringMatching(/^node -e ".*healthz.*"$/) as string },
      },
    },
  });
});
