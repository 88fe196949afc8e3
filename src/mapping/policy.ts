/** How the API is called, and which operations differ. */
import type { UpstreamPolicy } from "../../templates/runtime/policy.js";

/** The policy of a server whose config says nothing about it. */
export const standardPolicy: UpstreamPolicy = {
  deadlineSeconds: 30,
  attemptSeconds: 10,
  connectSeconds: 5,
  connections: 100,
  retry: { attempts: 3, statuses: [408, 425, 429, 500, 502, 503, 504] },
  maxResponseBytes: 10_000_000,
};
