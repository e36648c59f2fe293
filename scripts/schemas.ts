// Writes schemas/*.json from the request schemas of the command line. Run: node scripts/run.mjs scripts/schemas.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../src/cli/schemas';

mkdirSync('schemas', { recursive: true });
for (const [file, schema] of Object.entries(jsonSchemas())) writeFileSync(`schemas/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
