// Tokens that replicas share, with a real Redis between them. A replica is a token cache with a connection of its own.
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { UpstreamError } from "../../../templates/runtime/errors.js";
import { TokenCache, type IssuedToken } from "../../../templates/runtime/oauth/token-cache.js";
import { openStore } from "../../../templates/runtime/store/open-store.js";
import { sharedTokens } from "../../../templates/runtime/store/tokens.js";
import type { RotatedToken } from "../../../templates/runtime/token-share.js";
import { RedisServer, redisVersion } from "./redis.js";

vi.spyOn(console, "error").mockImplementation(() => undefined);

/** An authorization server that counts. */
class Issuer {
  asked = 0;
  lifetime: number | undefined = 3600;
  milliseconds = 20;
  failure: Error | undefined;
  /** The refresh token that it takes; each is taken once. */
  refreshToken: string | undefined;

  async issue(refreshToken: string): Promise<IssuedToken & { refreshToken?: string }> {
    this.asked += 1;
    const value = `token ${this.asked}`;
    await setTimeout(this.milliseconds);
    if (this.failure !== undefined) throw this.failure;
    if (this.refreshToken !== undefined) {
      if (this.refreshToken !== refreshToken) throw new Error(`${refreshToken} was used before`);
      this.refreshToken = `refresh ${this.asked}`;
    }
    const { lifetime, refreshToken: next } = this;
    return {
      value,
      ...(lifetime !== undefined && { lifetime }),
      ...(next !== undefined && { refreshToken: next }),
    };
  }
}

/** One process of a server. */
class Replica {
  readonly #cache: TokenCache;
  #latest: RotatedToken = { value: "refresh 0", turn: 0 };

  constructor(
    redis: RedisServer,
    readonly issuer: Issuer,
    readonly identity = "me",
  ) {
    const store = openStore({ name: "shop", variable: "URL" }, { URL: redis.url });
    onTestFinished(() => store.close());
    this.#cache = new TokenCache(sharedTokens(store));
  }

  async token(): Promise<string> {
    const issue = async (elsewhere?: RotatedToken): Promise<IssuedToken> => {
      if (elsewhere !== undefined && elsewhere.turn > this.#latest.turn) this.#latest = elsewhere;
      const { refreshToken, ...issued } = await this.issuer.issue(this.#latest.value);
      if (refreshToken === undefined) return issued;
      this.#latest = { value: refreshToken, turn: this.#latest.turn + 1 };
      return { ...issued, rotated: this.#latest };
    };
    return this.#cache.current ?? this.#cache.next({ identity: async () => this.identity, issue });
  }

  tokens(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => this.token()));
  }

  take(token: string): void {
    this.#cache.answered(token, 200);
  }

  refuse(token: string): boolean {
    return this.#cache.answered(token, 401);
  }
}

describe.skipIf(redisVersion === undefined)("with redis-server", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  beforeEach(async () => {
    await redis.ask("FLUSHALL");
  });
  afterAll(() => redis.kill());

  const replicas = (count: number, issuer: Issuer): Replica[] =>
    Array.from({ length: count }, () => new Replica(redis, issuer));

  test("five replicas that start at once ask for one token", async () => {
    const issuer = new Issuer();
    const all = await Promise.all(replicas(5, issuer).map((replica) => replica.tokens(20)));
    expect(new Set(all.flat())).toEqual(new Set(["token 1"]));
    expect(issuer.asked).toBe(1);
  });

  test("one that starts later asks for none", async () => {
    const issuer = new Issuer();
    await new Replica(redis, issuer).token();
    expect(await new Replica(redis, issuer).token()).toBe("token 1");
    expect(issuer.asked).toBe(1);
  });

  test("other identities have other tokens", async () => {
    const issuer = new Issuer();
    await new Replica(redis, issuer, "me").token();
    expect(await new Replica(redis, issuer, "you").token()).toBe("token 2");
  });

  test("a token that is refused in all replicas at once is replaced once", async () => {
    const issuer = new Issuer();
    const all = replicas(3, issuer);
    for (const replica of all) expect(await replica.token()).toBe("token 1");
    for (const replica of all) expect(replica.refuse("token 1")).toBe(true);
    const after = await Promise.all(all.map((replica) => replica.tokens(20)));
    expect(new Set(after.flat())).toEqual(new Set(["token 2"]));
    expect(issuer.asked).toBe(2);
  });

  test("one that was revoked while nobody looked can be replaced, even if it came instead of another", async () => {
    const issuer = new Issuer();
    const [busy, idle] = replicas(2, issuer) as [Replica, Replica];
    await busy.token();
    await idle.token();
    busy.refuse("token 1");
    await busy.token();
    idle.refuse("token 1");
    expect(await idle.token()).toBe("token 2");
    expect(idle.refuse("token 2")).toBe(true);
    expect(await idle.token()).toBe("token 3");
    expect(idle.refuse("token 3")).toBe(false);
  });

  test("is not used longer than by the replica that asked for it", async () => {
    const issuer = new Issuer();
    issuer.lifetime = 1;
    const [one, other] = replicas(2, issuer) as [Replica, Replica];
    await one.token();
    const began = performance.now();
    await setTimeout(500);
    while ((await other.token()) === "token 1") await setTimeout(5);
    const used = performance.now() - began;
    expect(used).toBeGreaterThan(750);
    expect(used).toBeLessThan(1000);
    expect(await one.token()).toBe("token 2");
  });

  test("each refresh token is used once, whichever replica uses it", async () => {
    const issuer = new Issuer();
    issuer.refreshToken = "refresh 0";
    const all = replicas(2, issuer);
    for (let turn = 1; turn <= 6; turn += 1) {
      const tokens = await Promise.all(all.map((replica) => replica.token()));
      expect(tokens).toEqual([`token ${turn}`, `token ${turn}`]);
      for (const replica of all) replica.take(`token ${turn}`);
      for (const replica of all) expect(replica.refuse(`token ${turn}`)).toBe(true);
    }
    const late = new Replica(redis, issuer);
    expect(late.refuse(await late.token())).toBe(true);
    expect(await late.token()).toBe("token 7");
  });

  test("a failure is the answer of who asked; the next one asks again", async () => {
    const issuer = new Issuer();
    issuer.failure = new UpstreamError("no answer");
    const [one, other] = replicas(2, issuer) as [Replica, Replica];
    await expect(one.token()).rejects.toBe(issuer.failure);
    issuer.failure = undefined;
    expect(await other.token()).toBe("token 2");
  });

  test("a replica that dies while it asks holds the others up for three seconds at most", async () => {
    const store = openStore({ name: "shop", variable: "URL" }, { URL: redis.url });
    const claimed = await sharedTokens(store).claim("me", undefined);
    expect(claimed?.kind).toBe("lease");
    store.close();
    const began = performance.now();
    expect(await new Replica(redis, new Issuer()).token()).toBe("token 1");
    expect(performance.now() - began).toBeLessThan(4000);
  });

  test("a replica that has to wait longer for its token keeps its lease", async () => {
    const issuer = new Issuer();
    issuer.milliseconds = 4500;
    const all = await Promise.all(replicas(2, issuer).map((replica) => replica.token()));
    expect(all).toEqual(["token 1", "token 1"]);
    expect(issuer.asked).toBe(1);
  });

  test.each(["kill", "hang"] as const)("a store that ends in the middle costs no call: %s", async (how) => {
    const victim = await RedisServer.start();
    onTestFinished(() => victim.kill());
    const issuer = new Issuer();
    issuer.milliseconds = 300;
    const [one, other] = [new Replica(victim, issuer), new Replica(victim, issuer)];
    const tokens = Promise.all([one.token(), other.token()]);
    await setTimeout(100);
    await victim[how]();
    expect((await tokens).every((token) => token.startsWith("token "))).toBe(true);
    expect(issuer.asked).toBe(2);
  });

  test("the store holds neither identity nor secret in its keys, and everything ends by itself", async () => {
    const issuer = new Issuer();
    issuer.refreshToken = "refresh 0";
    await new Replica(redis, issuer, '["client","s3cret"]').token();
    const keys = (await redis.ask("KEYS", "*")) as string[];
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) {
      expect(key).toMatch(/^shop:(probe|token:[0-9a-f]{64}(:refresh)?)$/);
      expect(Number(await redis.ask("PTTL", key))).toBeGreaterThan(0);
    }
  });
});
