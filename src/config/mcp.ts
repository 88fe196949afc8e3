/** The words of MCP that a config and the extensions of a document use. */

/**
 * What an operation becomes. Whether a resource is one with a fixed URI, a template or both follows from the operation's
 * parameters, so the two words mean the same.
 */
export type McpType = (typeof mcpTypes)[number];

export const mcpTypes = ["tool", "resource", "resource_template", "exclude"] as const;

/** The hints of a tool (MCP 2025-11-25, ToolAnnotations). */
export const hints = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;

export type Hint = (typeof hints)[number];

/** What the name of a tool or resource has to be where somebody chooses it: clients accept no other, nor a longer one. */
export const legalName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** The same in words. */
export const legalNameInWords = "a letter, then letters, digits, _ and -, at most 64 characters";
