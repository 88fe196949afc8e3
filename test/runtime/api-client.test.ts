import { describe, expect, it } from "vitest";
import { createApiClient, type ApiClientOptions } from "../../templates/runtime/api-client.js";
import { joinTarget } from "../../templates/runtime/base-url.js";
import { ArgumentError, ConfigurationError } from "../../templates/runtime/errors.js";
import type { ExchangeRequest } from "../../templates/runtime/exchange.js";
import { FileContent } from "../../templates/runtime/wire/base64.js";
import { apiResponse, policy } from "./support.js";

const context = { signal: new AbortController().signal };

function clientOf(options: Partial<ApiClientOptions>) {
  const sent: ExchangeRequest[] = [];
  const api = createApiClient({
    baseUrls: { default: { variable: "PETS_BASE_URL", url: "https://api.example.com/v1" } },
    environment: {},
    security: [["key"]],
    userAgent: "pets",
    policy: policy(),
    exchange: async (request) => {
      sent.push(request);
      return apiResponse();
    },
    ...options,
  });
  return { api, sent };
}

describe("a request", () => {
  it("is serialised, addressed and given to the exchange", async () => {
    const { api, sent } = clientOf({});
    const values = { path: { petId: "a/b" }, query: { limit: 1 }, body: { name: "Rex" } as never };
    await api.request("POST", "/pets/{petId}", values, context);
    expect(sent).toEqual([
      {
        operation: "POST /pets/{petId}",
        forwarded: [],
        method: "POST",
        origin: "https://api.example.com",
        path: "/v1/pets/a%2Fb?limit=1",
        headers: [
          ["content-type", "application/json"],
          ["accept", "application/json, */*;q=0.8"],
          ["user-agent", "pets"],
        ],
        body: '{"name":"Rex"}',
        security: [["key"]],
        signal: context.signal,
        expires: Infinity,
        policy: policy(),
        trace: { attempts: 1 },
      },
    ]);
  });

  it("has the policy of the API, with what the operation says of its own", async () => {
    const { api, sent } = clientOf({});
    const own = { deadlineSeconds: 120, retry: { attempts: 1 } };
    await api.request("GET", "/report", { policy: own }, context);
    const { retry, ...standard } = policy();
    expect(sent[0]?.policy).toEqual({ ...standard, deadlineSeconds: 120, retry: { ...retry, attempts: 1 } });
  });

  it.each([false, { maxRequests: 1, windowSeconds: 10 }] as const)(
    "has the rate limit %j of the operation besides that of the API",
    async (rateLimit) => {
      const { api, sent } = clientOf({});
      await api.request("GET", "/report", { policy: { rateLimit } }, context);
      expect(sent[0]).toMatchObject({ rateLimit, policy: { rateLimit: { learn: true } } });
    },
  );

  it("keeps its own headers, security and server", async () => {
    const uploads = { variable: "UPLOADS_URL", url: "https://uploads.example.com" };
    const { api, sent } = clientOf({ baseUrls: { uploads } });
    const header = { Accept: "text/csv", "User-Agent": "mine" };
    await api.request("GET", "/pets", { header, security: [], server: "uploads" }, context);
    expect(sent[0]).toMatchObject({ origin: "https://uploads.example.com", path: "/pets", security: [] });
    expect(sent[0]?.headers).toEqual([
      ["accept", "text/csv"],
      ["user-agent", "mine"],
    ]);
  });

  it("closes what the exchange keeps open", async () => {
    let closed = 0;
    const exchange = Object.assign(async () => apiResponse(), { close: async () => void closed++ });
    await clientOf({ exchange }).api.close();
    await clientOf({}).api.close();
    expect(closed).toBe(1);
  });
});

describe("a base URL", () => {
  it.each([
    ["https://other.example.com", "https://other.example.com", "/pets"],
    ["https://other.example.com/", "https://other.example.com", "/pets"],
    [" http://127.0.0.1:8080/a/b/ ", "http://127.0.0.1:8080", "/a/b/pets"],
    ["https://other.example.com/a%2Fb", "https://other.example.com", "/a%2Fb/pets"],
    ["", "https://api.example.com", "/v1/pets"],
  ])("from the variable wins: %j", async (value, origin, path) => {
    const { api, sent } = clientOf({ environment: { PETS_BASE_URL: value } });
    await api.request("GET", "/pets", {}, context);
    expect(sent[0]).toMatchObject({ origin, path });
  });

  it.each([
    ["api.example.com", "is not an absolute URL"],
    ["/v1", "is not an absolute URL"],
    ["ftp://api.example.com", "does not begin with https: or http:"],
    ["file:///etc/passwd", "does not begin with https: or http:"],
    ["https://user:secret@api.example.com", "must not hold a user name or password"],
    ["https://api.example.com/?key=secret", "must not hold a query string or fragment"],
    ["https://api.example.com/#secret", "must not hold a query string or fragment"],
  ])("is refused by the name of its variable: %s", async (value, why) => {
    const { api, sent } = clientOf({ environment: { PETS_BASE_URL: value } });
    const failure = api.request("GET", "/pets", {}, context);
    const message = `The base URL ${why}: set PETS_BASE_URL to one like https://api.example.com/v1`;
    await expect(failure).rejects.toThrow(new ConfigurationError(message));
    expect(sent).toEqual([]);
  });

  it("that is missing is asked for", async () => {
    const { api } = clientOf({ baseUrls: { default: { variable: "PETS_BASE_URL" } } });
    const failure = api.request("GET", "/pets", {}, context);
    await expect(failure).rejects.toThrow(
      "The API's address is not known: set PETS_BASE_URL to its base URL",
    );
  });

  it("is looked up among its own names only", async () => {
    const failure = clientOf({}).api.request("GET", "/pets", { server: "constructor" }, context);
    await expect(failure).rejects.toThrow('client.ts has no base URL named "constructor"');
  });
});

describe("joining", () => {
  const base = { origin: "https://api.example.com", path: "/v1" };

  it.each([
    "/pets",
    "/pets//",
    "/pets/a%2F..%2Fb",
    "/pets/a.b/...",
    "/pets?at=../..",
    "/pets/%00",
    "//evil.example.com",
  ])("keeps %s byte by byte", (target) => {
    expect(joinTarget(base, target, "GET /x")).toBe(`/v1${target}`);
  });

  it.each([
    "/../admin",
    "/pets/..",
    "/pets/%2e%2E/admin",
    "/./pets",
    "/pets/.",
    "\\..\\admin",
    "/pets\\..\\x",
    "/a#b",
    "pets",
    "@evil.example.com",
  ])("refuses %s", (target) => {
    expect(() => joinTarget(base, target, "GET /x")).toThrow(ArgumentError);
  });

  it("refuses to become part of the host", () => {
    const root = { origin: "https://api.example.com", path: "" };
    for (const target of ["@evil.example.com/", ".evil.example.com/", ":8443/"]) {
      expect(() => joinTarget(root, target, "GET /x")).toThrow(ArgumentError);
    }
  });
});

describe("a file argument", () => {
  const wire = { body: { mediaType: "multipart/form-data", fields: { photos: { base64: true } } } };
  const files = (path: string): Promise<FileContent> =>
    Promise.resolve(new FileContent(path, Buffer.from("bytes")));

  it("is read where it names a file, and only where bytes belong", async () => {
    const { api, sent } = clientOf({ files });
    const body = { photos: ["file:a.png", "Yg=="], note: "file:b.txt" } as never;
    await api.request("POST", "/pets", { wire, body }, context);
    const text = Buffer.from(sent[0]?.body ?? "").toString();
    expect(text).toContain(
      'name="photos"; filename="a.png"\r\nContent-Type: application/octet-stream\r\n\r\nbytes',
    );
    expect(text).toContain(
      'name="photos"; filename="photos"\r\nContent-Type: application/octet-stream\r\n\r\nb\r\n',
    );
    expect(text).toContain('name="note"\r\n\r\nfile:b.txt\r\n');
  });

  it("can be the whole body", async () => {
    const { api, sent } = clientOf({ files });
    const request = { wire: { body: { mediaType: "image/png", base64: true } }, body: "file:a.png" as never };
    await api.request("POST", "/photos", request, context);
    expect(Buffer.from(sent[0]?.body ?? "").toString()).toBe("bytes");
  });

  it("is refused as base64 where the server reads no files", async () => {
    const { api } = clientOf({});
    const body = { photos: "file:a.png" } as never;
    await expect(api.request("POST", "/pets", { wire, body }, context)).rejects.toThrow(ArgumentError);
  });
});
