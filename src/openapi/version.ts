/** The versions that are read. A later 3.x is read as 3.2. */
export type Version = "2.0" | "3.0" | "3.1" | "3.2";
