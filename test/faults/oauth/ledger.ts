/** An API and its authorization server in one, which issue, count, expire and revoke tokens as a scenario wants it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How tokens are issued. */
export interface Issuing {
  /** Seconds in `expires_in`; the token ends then. Nothing is said without. */
  readonly lifetimeSeconds?: number;
  /** Each refresh token is taken once, and a new one comes with each access token. */
  readonly rotates?: boolean;
  /** No token request is answered before this. */
  readonly held?: Promise<void>;
}

/** The client that the authorization server knows. */
export const client = { id: "ledger-client", secret: "correct horse battery staple" };

/** The only refresh token from the start. */
export const firstRefreshToken = "refresh-0-of-the-ledger";

/** Both servers, on one port of 127.0.0.1. */
export class Ledger {
  issuing: Issuing = {};
  tokenRequests = 0;
  discoveries = 0;
  /** Requests to the API: those that it answered, and those that it refused with 401. */
  answered = 0;
  refused = 0;
  /** When they came, on the clock of `performance.now()`. */
  arrivals: number[] = [];
  /** Resolves when the next token request has come. */
  asked: Promise<void> = Promise.resolve();
  #ask = (): void => undefined;
  readonly #server: Server;
  /** Access tokens that are good, and until when, on the clock of `performance.now()`. */
  readonly #tokens = new Map<string, number>();
  #refreshTokens = new Set([firstRefreshToken]);

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Counts from 0, with no token but those given here. */
  reset(issuing: Issuing = {}, tokens: readonly string[] = []): void {
    Object.assign(this, { issuing, tokenRequests: 0, discoveries: 0, answered: 0, refused: 0, arrivals: [] });
    this.#refreshTokens = new Set([firstRefreshToken]);
    this.revoke();
    for (const token of tokens) this.#tokens.set(token, Infinity);
    this.asked = new Promise((resolve) => (this.#ask = resolve));
  }

  /** Takes no access token any more that was issued until now. */
  revoke(): void {
    this.#tokens.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization = "" } = request.headers;
    const reply = (status: number, body: object): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.url === "/.well-known/openid-configuration") {
      this.discoveries += 1;
      return reply(200, { issuer: this.url, token_endpoint: `${this.url}/token` });
    }
    if (request.url === "/token") {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      return reply(...(await this.#issue(form, authorization)));
    }
    this.arrivals.push(performance.now());
    const until = this.#tokens.get(authorization.replace(/^Bearer /, "")) ?? 0;
    const isGood = performance.now() < until;
    if (isGood) this.answered += 1;
    else this.refused += 1;
    return reply(isGood ? 200 : 401, isGood ? { ok: true } : { error: "invalid_token" });
  }

  async #issue(form: URLSearchParams, authorization: string): Promise<[status: number, body: object]> {
    this.tokenRequests += 1;
    this.#ask();
    await this.issuing.held;
    const basic = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString();
    const [id, secret] = [...new URLSearchParams(basic.replace(":", "=")).entries()][0] ?? [];
    const given = { id: id ?? form.get("client_id"), secret: secret ?? form.get("client_secret") };
    if (given.id !== client.id || given.secret !== client.secret) {
      // As badly as there are servers.
      return [
        401,
        { error: "invalid_client", error_description: `${given.secret} is not the secret (${basic})` },
      ];
    }
    const refresh = form.get("refresh_token");
    if (refresh !== null && !this.#refreshTokens.has(refresh)) return [400, { error: "invalid_grant" }];
    const { lifetimeSeconds, rotates = false } = this.issuing;
    const token = `access-${this.tokenRequests}-of-the-ledger`;
    this.#tokens.set(token, performance.now() + (lifetimeSeconds ?? Infinity) * 1000);
    const next = `refresh-${this.tokenRequests}-of-the-ledger`;
    if (rotates) this.#refreshTokens = new Set([next]);
    return [
      200,
      {
        access_token: token,
        token_type: "Bearer",
        ...(lifetimeSeconds === undefined ? {} : { expires_in: lifetimeSeconds }),
        ...(rotates ? { refresh_token: next } : {}),
      },
    ];
  }
}
