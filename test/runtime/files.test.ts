import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ArgumentError, ConfigurationError } from "../../templates/runtime/errors.js";
import { filesBelow } from "../../templates/runtime/files.js";

const base = mkdtempSync(join(tmpdir(), "mcpgen-files-"));
const folder = join(base, "files");
mkdirSync(join(folder, "photos"), { recursive: true });
writeFileSync(join(folder, "photos/rex.jpg"), "rex");
writeFileSync(join(folder, "..name"), "dots");
writeFileSync(join(base, "secret"), "secret");
writeFileSync(join(base, "files-too"), "secret");
writeFileSync(join(folder, "large"), "");
truncateSync(join(folder, "large"), 100_000_001);
symlinkSync(join(folder, "photos/rex.jpg"), join(folder, "link.jpg"));
symlinkSync(join(base, "secret"), join(folder, "out"));
symlinkSync(base, join(folder, "above"));
execFileSync("mkfifo", [join(folder, "pipe")]);
afterAll(() => rmSync(base, { recursive: true }));

const subject = 'body field "photo"';
const read = filesBelow("PETSTORE_FILES", { PETSTORE_FILES: folder });

describe("a file", () => {
  it.each([
    ["photos/rex.jpg", "rex.jpg", "rex"],
    ["./photos/../photos/rex.jpg", "rex.jpg", "rex"],
    ["link.jpg", "link.jpg", "rex"],
    ["..name", "..name", "dots"],
    [join(folder, "photos/rex.jpg"), "rex.jpg", "rex"],
  ])("%s is read", async (path, name, text) => {
    const file = await read(path, subject);
    expect([file.name, Buffer.from(file.bytes).toString()]).toEqual([name, text]);
  });

  it.each([
    ["../secret", "is not below the folder"],
    ["../files-too", "is not below the folder"],
    ["/etc/passwd", "is not below the folder"],
    ["photos/../../secret", "is not below the folder"],
    ["out", "is not below the folder"],
    ["above/secret", "is not below the folder"],
    ["", "is not below the folder"],
    [".", "is not below the folder"],
    ["photos\0", "is not below the folder"],
    ["none", "there is no such file"],
    ["../none", "is not below the folder"],
    ["photos/rex.jpg/x", "there is no such file"],
    ["photos", "is no file"],
    ["pipe", "is no file"],
    ["large", "is larger than 100,000,000 bytes"],
  ])("%j is refused", async (path, why) => {
    const refused = read(path, subject);
    await expect(refused).rejects.toThrow(ArgumentError);
    await expect(refused).rejects.toThrow(`${subject} names ${JSON.stringify(path)}`);
    await expect(refused).rejects.toThrow(why);
  });

  it("is not read without a folder", async () => {
    await expect(filesBelow("PETSTORE_FILES", {})("photos/rex.jpg", subject)).rejects.toThrow(
      'body field "photo" must be base64 text: this server reads no files, as PETSTORE_FILES is not set.',
    );
  });

  it("is not read from a folder that is none", async () => {
    const environment = { PETSTORE_FILES: join(base, "none") };
    await expect(filesBelow("PETSTORE_FILES", environment)("x", subject)).rejects.toThrow(ConfigurationError);
  });
});
