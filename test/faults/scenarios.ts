/** What can go wrong with one call, and what has to come of it. */
import { gzipSync } from "node:zlib";
import { sequence, status, succeed, type Fault, type FaultServer, type Received } from "./fault-server.js";
import { secret, type Called, type Connected } from "./server.js";

/** One call under faults. */
export interface Scenario {
  readonly name: string;
  /** The tool; the one that does a GET by default. */
  readonly tool?: string;
  readonly fault?: Fault;
  /** How the text of the result has to look; a success by default. */
  readonly text?: RegExp;
  readonly isError?: boolean;
  /** How many requests reach the API. */
  readonly sent: number;
  readonly check?: (received: readonly Received[]) => boolean;
  /** After it, the API wants no more requests. */
  readonly isLast?: boolean;
}

const ok = /^\{"ok":true\}$/;
const json = { "content-type": "application/json" };

const reset: Fault = (response) => void response.socket?.resetAndDestroy();
const resetInBody: Fault = (response) => {
  response.writeHead(200, { ...json, "content-length": "100" }).write('{"ok":');
  setImmediate(() => response.socket?.resetAndDestroy());
};
const endless: Fault = (response) => {
  response.writeHead(200, json);
  const chunk = Buffer.alloc(65_536, " ");
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more).on("error", () => undefined);
  more();
};
const hang: Fault = () => undefined;
const drip: Fault = (response) => {
  response.writeHead(200, json);
  const timer = setInterval(() => response.write(" "), 20);
  response.once("close", () => clearInterval(timer));
};

function waited(received: readonly Received[], atLeast: number, atMost: number): boolean {
  const [first, second] = received;
  const time = (second?.at ?? Infinity) - (first?.at ?? 0);
  return time >= atLeast && time <= atMost;
}

/** A date on a clock that is an hour behind. */
const anHourAgo = (seconds: number): string =>
  new Date(Date.now() - 3_600_000 + seconds * 1000).toUTCString();

/** Scenarios of a server as it is generated; `elsewhere` is another origin. */
export function scenarios(elsewhere: FaultServer): Scenario[] {
  return [
    { name: "503 twice, then a success", fault: sequence(status(503), status(503), succeed), sent: 3 },
    {
      name: "500 for ever",
      fault: status(500),
      isError: true,
      text: /500 Internal Server Error, after 3 attempts\nmessage: not now\nretry: yes\n/,
      sent: 3,
    },
    ...[408, 425, 429, 502, 504].map(
      (code): Scenario => ({
        name: `${code}, then a success`,
        fault: sequence(status(code), succeed),
        sent: 2,
      }),
    ),
    ...[400, 401, 404, 409, 501].map(
      (code): Scenario => ({ name: `${code}`, fault: status(code), isError: true, text: /\nretry: no\n/, sent: 1 }),
    ),
    {
      name: "Retry-After of a second",
      fault: sequence(status(429, { "retry-after": "1" }), succeed),
      sent: 2,
      check: (received) => waited(received, 1000, 4000),
    },
    {
      name: "Retry-After as a date of another clock",
      fault: sequence(
        (response, request, index) =>
          status(503, { date: anHourAgo(0), "retry-after": anHourAgo(1) })(response, request, index),
        succeed,
      ),
      sent: 2,
      check: (received) => waited(received, 500, 4000),
    },
    { name: "POST, 503", tool: "createThing", fault: status(503), isError: true, text: /\nretry: yes/, sent: 1 },
    {
      name: "POST, 500",
      tool: "createThing",
      fault: status(500),
      isError: true,
      text: /\nretry: check first whether the request was carried out\n/,
      sent: 1,
    },
    {
      name: "POST, reset",
      tool: "createThing",
      fault: resetInBody,
      isError: true,
      text: /\nreason: reset\nretry: check first/,
      sent: 1,
    },
    {
      name: "POST with an idempotency key, reset and 503, then a success",
      tool: "createKeyed",
      fault: sequence(reset, status(503), succeed),
      sent: 3,
      check: (received) => {
        const keys = new Set(received.map(({ headers }) => headers["idempotency-key"]));
        return keys.size === 1 && /^[0-9a-f-]{36}$/.test(String([...keys][0]));
      },
    },
    {
      name: "POST that is marked idempotent",
      tool: "searchThings",
      fault: sequence(status(503), succeed),
      sent: 2,
    },
    { name: "reset before the answer", fault: sequence(reset, succeed), sent: 2 },
    { name: "reset in the body", fault: sequence(resetInBody, succeed), sent: 2 },
    {
      name: "body that ends early",
      fault: sequence((response) => {
        response.writeHead(200, { ...json, "content-length": "100" }).write("{");
        response.socket?.end();
      }, succeed),
      sent: 2,
    },
    {
      name: "truncated JSON",
      fault: (response) => void response.writeHead(200, json).end('{"ok":tr'),
      isError: true,
      text: /it is not a JSON object[^]*\{"ok":tr$/,
      sent: 1,
    },
    { name: "endless body", fault: endless, isError: true, text: /\nreason: too-large\nretry: no$/, sent: 1 },
    {
      name: "gzip bomb",
      fault: (response) =>
        void response
          .writeHead(200, { ...json, "content-encoding": "gzip" })
          .end(gzipSync(Buffer.alloc(50_000_000))),
      isError: true,
      text: /\nreason: too-large\nretry: no$/,
      sent: 1,
    },
    {
      name: "gzip that is none",
      fault: (response) => void response.writeHead(200, { ...json, "content-encoding": "gzip" }).end("plain"),
      isError: true,
      text: /\nreason: malformed\nretry: no$/,
      sent: 1,
    },
    {
      name: "headers without end",
      fault: (response) => void response.writeHead(200, { ...json, "x-long": "x".repeat(100_000) }).end("{}"),
      isError: true,
      text: /\nreason: too-large\nretry: no$/,
      sent: 1,
    },
    {
      name: "no HTTP",
      fault: (response) => void response.socket?.end("SSH-2.0-x\r\n\r\n"),
      isError: true,
      text: /\nreason: malformed\nretry: no$/,
      sent: 1,
    },
    {
      name: "redirect within the origin",
      fault: sequence((response, request) => status(307, { location: request.url ?? "" })(response, request, 0), succeed),
      sent: 2,
    },
    {
      name: "redirects in a circle",
      fault: (response, request) => status(302, { location: request.url ?? "" })(response, request, 0),
      isError: true,
      text: /302 Found\n[^]*retry: no\n/,
      sent: 6,
    },
    {
      name: "redirect to another origin",
      fault: status(302, { location: `${elsewhere.origin}/things/stolen` }),
      isError: true,
      text: /302 Found\nmessage: not now\nlocation: http/,
      sent: 1,
      check: () => elsewhere.received("stolen").length === 0,
    },
    {
      name: "credential that is repeated",
      fault: (response, request) =>
        void response.writeHead(403, { ...json, "x-request-id": String(request.headers["x-key"]) }).end(
          JSON.stringify({ message: `bad key ${String(request.headers["x-key"])}` }),
        ),
      isError: true,
      text: /\nmessage: bad key \(hidden\)\nrequestId: \(hidden\)\nretry: no\n/,
      sent: 1,
    },
    { name: "refused connection", tool: "getRefused", isError: true, text: /after 3 attempts\nreason: refused\nretry: yes$/, sent: 0 },
    { name: "unknown host", tool: "getUnknown", isError: true, text: /\nreason: dns\nretry: yes$/, sent: 0 },
    { name: "TLS that is none", tool: "getTls", isError: true, text: /\nreason: tls\nretry: no$/, sent: 0 },
    {
      name: "Retry-After beyond the deadline",
      fault: status(429, { "retry-after": "3600", "x-request-id": "r-7" }),
      isError: true,
      text: /\nrequestId: r-7\nretry: yes\nretryAfterSeconds: 3600\n/,
      sent: 1,
      isLast: true,
    },
    {
      name: "the next call after that",
      isError: true,
      text: /\nreason: rate-limited\nretry: yes\nretryAfterSeconds: 3\d{3}$/,
      sent: 0,
      isLast: true,
    },
  ]; // prettier-ignore
}

/** Scenarios of a server whose calls have 1.5 seconds, and their attempts 0.5. */
export const slowScenarios: readonly Scenario[] = [
  { name: "first attempt without an answer", fault: sequence(hang, succeed), sent: 2 },
  { name: "first attempt of slow bytes", fault: sequence(drip, succeed), sent: 2 },
  {
    name: "slow bytes for ever",
    fault: drip,
    isError: true,
    text: /\nreason: timeout\nretry: yes$/,
    sent: 3,
  },
  {
    name: "POST without an answer",
    tool: "createThing",
    fault: hang,
    isError: true,
    text: /no answer within 1.5 s\nreason: timeout\nretry: check first/,
    sent: 1,
  },
];

/** Runs one; says what is wrong, or nothing. */
export async function run(
  scenario: Scenario,
  api: FaultServer,
  server: Connected,
): Promise<string | undefined> {
  const { name, tool = "getThing", text = ok, isError = false, isLast = false, sent } = scenario;
  const { check = () => true } = scenario;
  const key = `${name} ${server.transport}`;
  if (scenario.fault) api.on(key, scenario.fault);
  const hasPath = !["getRefused", "getUnknown", "getTls"].includes(tool);
  const result = await server.call(tool, hasPath ? key : undefined);
  const received = api.received(key);
  const again = await server.call("getThing", "afterwards");
  return [
    problem(result.isError === isError && text.test(result.text), `answered ${show(result)}`),
    problem(received.length === sent, `was sent ${received.length} times`),
    problem(check(received), "was sent wrongly"),
    problem(isLast || !again.isError, `broke the next call: ${show(again)}`),
    problem(!`${result.text}${server.stderr()}`.includes(secret), "shows the secret"),
  ].find((each) => each !== undefined);
}

function problem(holds: boolean, otherwise: string): string | undefined {
  return holds ? undefined : otherwise;
}

function show({ text, isError }: Called): string {
  return `${isError ? "an error: " : ""}${JSON.stringify(text.slice(0, 300))}`;
}
