/** How an operation is named in the config, the lock and messages: `GET /pets/{petId}`. */
export function operationKey({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
