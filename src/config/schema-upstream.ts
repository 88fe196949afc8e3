/** The part of the config's JSON Schema that says how the API is called. */
import { logLevels } from "../../templates/runtime/policy.js";
import { credentialSchema } from "./credentials.js";

const seconds = (description: string, maximum: number): object => ({
  description: `A number above 0, at most ${maximum}: ${description}.`,
  type: "number",
  exclusiveMinimum: 0,
  maximum,
});

const count = (description: string, minimum: number, maximum: number): object => ({
  description: `A whole number from ${minimum} to ${maximum}: ${description}.`,
  type: "integer",
  minimum,
  maximum,
});

const amount = (description: string, maximum: number): object => ({
  description: `A number from 0 to ${maximum}: ${description}.`,
  type: "number",
  minimum: 0,
  maximum,
});

/** A year, beyond which nothing is kept. */
const longestCached = 31_536_000;

const cache = {
  ttlSeconds: amount(
    "seconds for which an answer is kept whose headers do not say for how long",
    longestCached,
  ),
  staleSeconds: amount(
    "seconds for which an answer is given after its time, while the API fails",
    longestCached,
  ),
  private: {
    description: "true: answers are kept that the API calls private, for the same credential as all others.",
    type: "boolean",
  },
};

const cached = (description: string, properties: object): object => ({
  description,
  type: ["object", "boolean"],
  additionalProperties: false,
  properties,
});

const rateLimit = {
  maxRequests: count("requests in any window of windowSeconds", 1, 1_000_000),
  windowSeconds: seconds("seconds of the window that maxRequests is about", 86_400),
  maxConcurrent: count("requests at a time", 1, 10_000),
};

/** Neither says anything without the other. */
const together = { maxRequests: ["windowSeconds"], windowSeconds: ["maxRequests"] };

const policy = {
  retry: {
    description: "When a request that failed is sent again.",
    type: "object",
    additionalProperties: false,
    properties: {
      attempts: count("how often a request is sent at most; 1 sends none again", 1, 10),
      statuses: {
        description: "Statuses after which it is sent again.",
        type: "array",
        items: count("a status of a failure", 400, 599),
      },
    },
  },
  deadlineSeconds: seconds("seconds for a call, all attempts and waits included", 3600),
  attemptSeconds: seconds("seconds for one attempt of several; without it a third of deadlineSeconds", 3600),
  idempotencyKey: {
    description:
      "The header in which the API takes an idempotency key; a random one is sent, the same with each attempt.",
    type: "string",
    format: "header-sent",
  },
  maxResponseBytes: count("bytes of an answer that are read", 1, 1_000_000_000),
};

/** `upstream` of a route map or of an operation. */
export const operationUpstream = {
  description: "How the API is called, where that differs.",
  type: "object",
  additionalProperties: false,
  properties: {
    ...policy,
    cache: cached("What is kept of the answers; true: as for the API, false: nothing.", cache),
    idempotent: {
      description: "true: requests can be repeated whatever their method; false: they cannot.",
      type: "boolean",
    },
    rateLimit: {
      description: "A further limit, of each operation alone; false: that of the API does not hold.",
      type: ["object", "boolean"],
      not: { const: true },
      additionalProperties: false,
      properties: rateLimit,
      dependencies: together,
    },
  },
};

/** `upstream` of the config. */
export const apiUpstream = {
  description: "How the API is called.",
  type: "object",
  additionalProperties: false,
  properties: {
    ...policy,
    connectSeconds: seconds("seconds to open a connection", 60),
    connections: count("connections to one origin at a time", 1, 10_000),
    rateLimit: {
      description: "How many requests are sent to each origin; others wait for their turn.",
      type: "object",
      additionalProperties: false,
      properties: {
        ...rateLimit,
        learn: {
          description: "false: what the API says about its limits in answers is not obeyed.",
          type: "boolean",
        },
      },
      dependencies: together,
    },
    cache: cached("What is kept of the answers to GET and HEAD; false: nothing.", {
      ...cache,
      maxBytes: count("bytes that all of it takes up at most", 100_000, 100_000_000_000),
      shared: {
        description: "true: replicas share what they keep, with `store: redis`.",
        type: "boolean",
      },
    }),
    credentials: {
      description: "The API's credentials, by the name of their security scheme.",
      type: "object",
      additionalProperties: credentialSchema,
    },
    credentialOrigins: {
      description: "Other origins than the API's own that get its credentials.",
      type: "array",
      items: {
        description: "Scheme, host and port, such as https://files.example.com.",
        type: "string",
        format: "origin",
      },
    },
    log: {
      description: `Which requests get a line on stderr: ${logLevels.join(", ")}.`,
      type: "string",
      enum: [...logLevels],
    },
  },
};
