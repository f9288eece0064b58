import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { withRolesTable } from './roles-table.js';

/** `npm run docs`: writes what is made from data into the documents. */
const FILE = 'docs/roles.md';
await writeFile(FILE, withRolesTable(await readFile(FILE, 'utf8')));
