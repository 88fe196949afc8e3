/** Whether answers to a method can be kept. */
export function isCached(method: string): boolean {
  return method === "GET" || method === "HEAD";
}
