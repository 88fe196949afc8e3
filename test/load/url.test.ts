import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folder, load, problems, referring, serve } from "./support.js";

const document = '{"openapi": "3.1.0", "paths": {}}';

describe("a document from a URL", () => {
  test("is loaded, compressed or not", async () => {
    const { url } = await serve((request, response) =>
      request.url === "/gzip"
        ? response.setHeader("content-encoding", "gzip").end(gzipSync(document))
        : response.end(document),
    );
    for (const path of ["/openapi.json", "/gzip"])
      expect((await load(url + path, "/")).entry).toMatchObject({
        name: url + path,
        url: url + path,
        text: document,
      });
  });

  test.each<[status: number, fix: string]>([
    [404, "Open the URL in a browser and correct it."],
    [401, "Fetch it with your credentials and pipe it in: curl … | mcpgen generate -"],
    [500, "Open the URL in a browser and correct it."],
  ])("that answers %d", async (status, fix) => {
    const { url } = await serve((_, response) => response.writeHead(status).end("<html>"));
    const title = `${url}/a answered with HTTP status ${status}`;
    expect(await problems(`${url}/a`, "/")).toMatchObject([
      { code: "url-status", title, fix, place: { file: `${url}/a` } },
    ]);
  });

  test("that answers an HTML page", async () => {
    const { url } = await serve((_, response) => response.end("<!doctype html><title>Docs</title>"));
    expect(await problems(url, "/")).toMatchObject([
      { code: "input-is-markup", title: "The server answered an HTML page, not an OpenAPI document" },
    ]);
  });

  test("that never answers, or never ends its answer", async () => {
    const { url } = await serve((request, response) => {
      if (request.url === "/slow") response.write("openapi:");
    });
    for (const path of ["/silent", "/slow"]) {
      const found = await problems(url + path, "/", { limits: { fetchMilliseconds: 100 } });
      expect(found).toMatchObject([
        { code: "url-no-answer", title: `${url}${path} did not answer completely within 0.1 s` },
      ]);
    }
  });

  test("that answers for ever is stopped at the limit", async () => {
    let sent = 0;
    const { url } = await serve((_, response) => {
      const endless = new Readable({
        read() {
          sent += 10_000;
          this.push(Buffer.alloc(10_000, "a"));
        },
      });
      response.on("close", () => endless.destroy());
      endless.pipe(response);
    });
    const found = await problems(url, "/", { limits: { entryBytes: 100_000 } });
    expect(found).toMatchObject([{ code: "input-too-large", title: `${url}/ is larger than 100000 bytes` }]);
    expect(sent).toBeLessThan(20_000_000);
  });

  test("that unpacks to too much is stopped at the limit", async () => {
    const { url } = await serve((_, response) =>
      response.setHeader("content-encoding", "gzip").end(gzipSync(Buffer.alloc(50_000_000))),
    );
    expect(await problems(url, "/", { limits: { entryBytes: 100_000 } })).toMatchObject([
      { code: "input-too-large" },
    ]);
  });

  test("that breaks off, or is not compressed as it says", async () => {
    const { url } = await serve((request, response) => {
      if (request.url === "/gzip") response.setHeader("content-encoding", "gzip").end("openapi: 3.1.0");
      else response.writeHead(200, { "content-length": 100 }).write("openapi", () => response.destroy());
    });
    for (const path of ["/broken", "/gzip"])
      expect(await problems(url + path, "/")).toMatchObject([{ code: "url-unreachable" }]);
  });

  test("whose server does not run", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    server.close();
    await once(server, "close");
    expect(await problems(url, "/")).toMatchObject([
      {
        code: "url-unreachable",
        title: `${url} cannot be reached: the connection was refused`,
        fix: "Check the host and port and that its server runs.",
      },
    ]);
  });

  test("is followed through redirects, five at most, and to HTTP only", async () => {
    const { url } = await serve((request, response) => {
      const left = Number(/\/hop(\d+)/.exec(request.url ?? "")?.[1] ?? 0);
      if (request.url === "/file") response.writeHead(302, { location: "file:///etc/passwd" }).end();
      else if (left > 0) response.writeHead(302, { location: `/api/hop${left - 1}` }).end();
      else response.end(document);
    });
    expect((await load(`${url}/hop5`, "/")).entry).toMatchObject({
      name: `${url}/hop5`,
      url: `${url}/api/hop0`,
    });
    expect(await problems(`${url}/hop6`, "/")).toMatchObject([
      { code: "url-redirects", title: `${url}/hop6 redirects more than 5 times` },
    ]);
    expect(await problems(`${url}/file`, "/")).toMatchObject([
      {
        code: "url-redirect-refused",
        title: `${url}/file redirects to file:///etc/passwd, which may not be loaded`,
      },
    ]);
  });
});

describe("the guard over URLs", () => {
  test("opens the folder of the entry document on its own server, nothing else", async () => {
    const other = await serve((_, response) => response.end("a: 1\n"));
    const refs = [
      "sub/a.yaml",
      "./b.yaml?v=1",
      "../secret.yaml",
      "/secret.yaml",
      "..%2fsecret.yaml",
      `${other.url}/api/a.yaml`,
      "file:///etc/passwd",
      "//127.0.0.1:1/api/x.yaml",
    ];
    const { url, requests } = await serve((request, response) =>
      response.end(request.url === "/api/openapi.json" ? referring(...refs) : "a: 1\n"),
    );
    const loaded = await load(`${url}/api/openapi.json`, "/");
    expect(requests).toEqual(["/api/openapi.json", "/api/sub/a.yaml", "/api/b.yaml?v=1"]);
    expect(other.requests).toEqual([]);
    expect(loaded.refused.size).toBe(5);
    expect(loaded.refused.get("file:///etc/passwd")?.reason).toBe(
      "a document from the network may not name local files",
    );
  });

  test("opens what is allowed exactly", async () => {
    const other = await serve((_, response) => response.end(referring("other.yaml")));
    const { url } = await serve((_, response) =>
      response.end(referring(`${other.url}/a.json`, `${other.url}/a.json?x`)),
    );
    await load(`${url}/openapi.json`, "/", { allowRefs: [`${other.url}/a.json`] });
    expect(other.requests).toEqual(["/a.json"]);
  });

  test("asks before a redirect of a referenced document is followed", async () => {
    const other = await serve((_, response) => response.end("a: 1\n"));
    const { url, requests } = await serve((request, response) => {
      if (request.url === "/api/openapi.json") response.end(referring("out.yaml", "up.yaml", "in.yaml"));
      else if (request.url === "/api/out.yaml")
        response.writeHead(301, { location: `${other.url}/api/x.yaml` }).end();
      else if (request.url === "/api/up.yaml") response.writeHead(302, { location: "/x.yaml" }).end();
      else if (request.url === "/api/in.yaml") response.writeHead(308, { location: "sub/in.yaml" }).end();
      else response.end("$ref: beside.yaml\n");
    });
    const { files, refused } = await load(`${url}/api/openapi.json`, "/");
    expect(other.requests).toEqual([]);
    expect(requests).not.toContain("/x.yaml");
    expect([...refused.values()].map(({ code }) => code)).toEqual(["ref-outside-root", "ref-outside-root"]);
    expect(files.get(`${url}/api/in.yaml`)).toBe(files.get(`${url}/api/sub/in.yaml`));
    expect(requests).toContain("/api/sub/beside.yaml");
  });

  test("ends a chain of ever new documents", async () => {
    let count = 0;
    const { url, requests } = await serve((_, response) => response.end(`$ref: "${count++}.yaml"\n`));
    await load(`${url}/openapi.yaml`, "/", { limits: { files: 20 } });
    expect(requests).toHaveLength(20);
  });

  test("a document from a file opens no folder on a server", async () => {
    const { url, requests } = await serve((_, response) => response.end(referring("b.json")));
    const cwd = folder({ "openapi.json": referring(`${url}/a.json`) });
    await load(`${cwd}/openapi.json`, cwd, { allowRefs: [`${url}/a.json`] });
    expect(requests).toEqual(["/a.json"]);
  });
});
