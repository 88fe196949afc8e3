// What the tests of the rate limit share: the layer, and an upstream that looks at its own clock.
import { vi } from "vitest";
import { bearer } from "../../../templates/runtime/credentials.js";
import { UpstreamError } from "../../../templates/runtime/errors.js";
import type { ApiResponse, Exchange, ExchangeRequest } from "../../../templates/runtime/exchange.js";
import type { UpstreamPolicy } from "../../../templates/runtime/policy.js";
import { rateLimit } from "../../../templates/runtime/rate-limit/rate-limit.js";
import type { OpenWindow } from "../../../templates/runtime/rate-limit/sliding-window.js";
import { apiResponse, exchangeRequest } from "../support.js";

/** What the upstream does with a request; milliseconds. */
export interface Step {
  /** Until it arrives, and from then on until it is answered. */
  readonly there?: number;
  readonly back?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fails?: boolean;
}

export interface Lab {
  exchange: Exchange;
  /** When requests arrived, in milliseconds since the lab began, and what they were. */
  readonly arrivals: { readonly at: number; readonly request: ExchangeRequest }[];
  /** The paths of requests in the order in which they were sent. */
  readonly sent: string[];
  /** The most that were there at a time. */
  mostAtATime: number;
}

/** A layer before an upstream. @param stepOf what it does with a request, by its number and when it arrives */
export function lab(
  limit: UpstreamPolicy["rateLimit"],
  stepOf: (count: number, at: number) => Step = () => ({}),
  openWindow?: OpenWindow,
): Lab {
  const began = performance.now();
  let there = 0;
  const upstream: Exchange = async (request) => {
    const count = parts.sent.push(request.path) - 1;
    const { there: way = 5 } = stepOf(count, NaN);
    await sleep(way);
    const at = performance.now() - began;
    const { back = 5, status = 200, headers = {}, fails = false } = stepOf(count, at);
    parts.arrivals.push({ at, request });
    there += 1;
    parts.mostAtATime = Math.max(parts.mostAtATime, there);
    await sleep(back);
    there -= 1;
    if (fails) throw new UpstreamError("broken", "reset");
    request.answered?.();
    return apiResponse({ status, headers: new Map(Object.entries(headers)) });
  };
  const layer = rateLimit({ rateLimit: limit }, { token: bearer({ variable: "TOKEN" }) }, openWindow);
  const parts: Lab = { exchange: layer(upstream), arrivals: [], sent: [], mostAtATime: 0 };
  return parts;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** How a call ended, and how many milliseconds it took. */
export interface Ended {
  readonly answer: ApiResponse | UpstreamError;
  readonly took: number;
}

/** Calls with so many seconds of time. */
export async function call(
  { exchange }: Pick<Lab, "exchange">,
  seconds = 30,
  parts: Partial<ExchangeRequest> = {},
): Promise<Ended> {
  const began = performance.now();
  const answer = await exchange(exchangeRequest({ expires: began + seconds * 1000, ...parts })).catch(
    (error: unknown) => {
      if (error instanceof UpstreamError) return error;
      throw error;
    },
  );
  return { answer, took: performance.now() - began };
}

/** All that was begun, after so many seconds. */
export async function after<Result>(seconds: number, begun: readonly Promise<Result>[]): Promise<Result[]> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return Promise.all(begun);
}

/** So many calls at once. */
export function calls(lab: Lab, count: number, seconds = 30): Promise<Ended>[] {
  return Array.from({ length: count }, () => call(lab, seconds));
}
