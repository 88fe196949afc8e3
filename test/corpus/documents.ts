/** The real documents of the corpus: read in place, never copied. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** One document of `manifest.json`. */
export interface CorpusDocument {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly operations: number;
  /** What the command needs besides. */
  readonly flags: readonly string[];
}

/** Documents whose server is type-checked and started in every run; the others are on `--full`. */
export const checkedInFull: ReadonlySet<string> = new Set([
  "cloudflare--api-json",
  "digitalocean--public-v2-multifile",
  "discord--openapi",
  "github--api.github.com",
  "museum--openapi",
  "oai--v2.0-petstore-separate",
  "ogen--examples-telegram_bot_api",
  "readmeio--3.1-parameters-style",
  "readmeio--3.1-petstore",
  "slack--slack_web_openapi_v2",
  "stripe--spec3",
  "train-travel--openapi",
]);

/** The folder of the documents: `MCPGEN_SPECS`, or the one beside the repository; `undefined` when there is none. */
export function findCorpus(root: string): string | undefined {
  const folder = process.env["MCPGEN_SPECS"] ?? resolve(root, "../shared/specs");
  return existsSync(join(folder, "manifest.json")) ? folder : undefined;
}

/** The documents in the manifest's order. */
export function readManifest(folder: string): CorpusDocument[] {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    readonly id: string;
    readonly file: string;
    readonly operations: number;
  }[];
  return manifest.map(({ id, file, operations }) => ({
    id,
    path: join(folder, file),
    operations,
    flags: flagsOf(id, folder, file),
  }));
}

/** One document's references leave its folder for a sibling of it. */
function flagsOf(id: string, folder: string, file: string): string[] {
  return id === "oai--v2.0-petstore-separate" ? ["--ref-root", join(folder, file.split("/")[0] ?? "")] : [];
}
