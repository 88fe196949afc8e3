// npm run snapshots [-- <case> ...]
import { createJiti } from "jiti";

const { update } = await createJiti(import.meta.url).import("./update.ts");
await update(process.argv.slice(2));
