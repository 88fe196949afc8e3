import { expect, it } from "vitest";
import type { OwnPolicy } from "../../templates/runtime/policy.js";
import { emptyConfig, type Config } from "../../src/config/config.js";
import type { ApiUpstream, OperationUpstream } from "../../src/config/upstream.js";
import { mapOwnPolicy, mapUpstream, standardPolicy } from "../../src/mapping/policy.js";
import type { Routed } from "../../src/mapping/routes.js";

const operation = { operationId: "getPet", method: "GET", path: "/pets/{petId}" } as Routed["operation"];

/** Layers of the config as one operation sees them. */
function configOf(parts: {
  upstream?: ApiUpstream;
  routeMap?: OperationUpstream;
  operations?: Record<string, OperationUpstream>;
}): Config {
  const { upstream = {}, routeMap, operations = {} } = parts;
  return {
    ...emptyConfig,
    upstream: { ...emptyConfig.upstream, ...upstream },
    routeMaps: [{ mcpType: "tool", mcpTags: [], ...(routeMap && { upstream: routeMap }) }],
    operations: new Map(
      Object.entries(operations).map(([key, own]) => [key, { arguments: new Map(), upstream: own }]),
    ),
  };
}

it.each<[ApiUpstream, object]>([
  [{}, {}],
  [
    { connectSeconds: 1, connections: 5, log: "all" },
    { connectSeconds: 1, connections: 5, log: "all" },
  ],
  [{ deadlineSeconds: 60 }, { deadlineSeconds: 60, attemptSeconds: 20 }],
  [{ deadlineSeconds: 10 }, { deadlineSeconds: 10, attemptSeconds: 3.4 }],
  [
    { deadlineSeconds: 60, attemptSeconds: 5 },
    { deadlineSeconds: 60, attemptSeconds: 5 },
  ],
  [{ attemptSeconds: 5 }, { attemptSeconds: 5 }],
  [{ retry: { attempts: 1 } }, { retry: { ...standardPolicy.retry, attempts: 1 } }],
  [{ idempotencyKey: "X-Key" }, { idempotencyKey: "X-Key" }],
  [{ rateLimit: { learn: false } }, { rateLimit: { learn: false } }],
  [{ rateLimit: { maxConcurrent: 2 } }, { rateLimit: { maxConcurrent: 2, learn: true } }],
  [{ cache: true }, {}],
  [{ cache: false }, { cache: false }],
  [
    { cache: { ttlSeconds: 5, maxBytes: 1_000_000 } },
    { cache: { ttlSeconds: 5, staleSeconds: 0, private: false, maxBytes: 1_000_000 } },
  ],
])("upstream %j changes %j", (upstream, changed) => {
  expect(mapUpstream(configOf({ upstream }))).toEqual({ ...standardPolicy, ...changed });
});

it.each<[string, Parameters<typeof configOf>[0], OwnPolicy | undefined]>([
  ["says nothing", {}, undefined],
  ["says what all say", { upstream: { deadlineSeconds: 60 }, routeMap: { deadlineSeconds: 60 } }, undefined],
  ["has its route map's", { routeMap: { idempotent: true } }, { idempotent: true }],
  ["has its own by id", { operations: { getPet: { maxResponseBytes: 5 } } }, { maxResponseBytes: 5 }],
  [
    "has its own by path",
    { operations: { "GET /pets/{petId}": { idempotent: true } } },
    { idempotent: true },
  ],
  ["has no other's", { operations: { listPets: { idempotent: true } } }, undefined],
  [
    "puts its own before its route map's",
    {
      routeMap: { retry: { attempts: 5, statuses: [429] }, idempotencyKey: "A" },
      operations: { getPet: { retry: { attempts: 2 }, idempotencyKey: "B" } },
    },
    { retry: { attempts: 2, statuses: [429] }, idempotencyKey: "B" },
  ],
  [
    "obeys the last of its entries",
    { operations: { "GET /pets/{petId}": { idempotencyKey: "A" }, getPet: { idempotencyKey: "B" } } },
    { idempotencyKey: "B" },
  ],
  [
    "obeys the last of them in whatever order they are",
    { operations: { getPet: { idempotencyKey: "B" }, "GET /pets/{petId}": { idempotencyKey: "A" } } },
    { idempotencyKey: "A" },
  ],
  [
    "has the rate limit of its route map",
    { upstream: { rateLimit: { maxConcurrent: 2 } }, routeMap: { rateLimit: { maxConcurrent: 2 } } },
    { rateLimit: { maxConcurrent: 2 } },
  ],
  [
    "has a rate limit of its own as a whole",
    {
      routeMap: { rateLimit: { maxConcurrent: 2 } },
      operations: { getPet: { rateLimit: { maxRequests: 1, windowSeconds: 9 } } },
    },
    { rateLimit: { maxRequests: 1, windowSeconds: 9 } },
  ],
  ["has none", { operations: { getPet: { rateLimit: false } } }, { rateLimit: false }],
  [
    "gives its attempts a share of its own time",
    { upstream: { attemptSeconds: 2 }, operations: { getPet: { deadlineSeconds: 120 } } },
    { deadlineSeconds: 120, attemptSeconds: 40 },
  ],
  [
    "keeps its answers for a time of its own",
    { upstream: { cache: { ttlSeconds: 5 } }, operations: { getPet: { cache: { ttlSeconds: 60 } } } },
    { cache: { ttlSeconds: 60 } },
  ],
  ["keeps none of its answers", { operations: { getPet: { cache: false } } }, { cache: false }],
  ["keeps its answers as all do", { operations: { getPet: { cache: true } } }, undefined],
  [
    "keeps its answers though its route map does not",
    { routeMap: { cache: false }, operations: { getPet: { cache: { private: true } } } },
    { cache: { private: true } },
  ],
  [
    "has its route map's time, and more",
    { routeMap: { cache: { ttlSeconds: 5 } }, operations: { getPet: { cache: { staleSeconds: 9 } } } },
    { cache: { ttlSeconds: 5, staleSeconds: 9 } },
  ],
  [
    "keeps nothing where the cache is left out",
    { upstream: { cache: false }, routeMap: { cache: true } },
    undefined,
  ],
])("an operation %s", (_, parts, own) => {
  const config = configOf(parts);
  expect(mapOwnPolicy({ operation, rule: 0 }, mapUpstream(config), config)).toEqual(own);
});

it("a route map's cache is none of the business of other methods", () => {
  const config = configOf({ routeMap: { cache: { ttlSeconds: 60 } } });
  const post = { ...operation, method: "POST" };
  expect(mapOwnPolicy({ operation: post, rule: 0 }, mapUpstream(config), config)).toBeUndefined();
});

it("there is no cache without an operation whose answers can be kept", () => {
  expect(mapUpstream(configOf({ upstream: { cache: { ttlSeconds: 5 } } }), false).cache).toBe(false);
});
