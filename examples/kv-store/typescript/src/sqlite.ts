/** The database that the component asks for, in a file of SQLite. */

import sqlite from "node-sqlite3-wasm";
import { database } from "./bindings/index.js";

const SCHEMA = `\
CREATE TABLE IF NOT EXISTS entries (
  space TEXT NOT NULL,
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  expires INTEGER,
  PRIMARY KEY (space, name)
) WITHOUT ROWID`;

const READ = "SELECT value, expires FROM entries WHERE space = ? AND name = ?";
const WRITE = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)";
const REMOVE = "DELETE FROM entries WHERE space = ? AND name = ?";

/** What SQLite calls the failures; this driver does not give their numbers. */
const FAILURES = new Map<string, database.Failure>([
  ["database is locked", { tag: "locked" }],
  ["database table is locked", { tag: "locked" }],
  ["attempt to write a readonly database", { tag: "read-only" }],
  ["database or disk is full", { tag: "full" }],
]);

/** How a file is opened. */
export interface SqliteOptions {
  readonly readOnly?: boolean;
  /** How many seconds to wait for who else is writing. */
  readonly patience?: number;
}

/** A file of SQLite. Every call is a transaction of its own. */
export class SqliteDatabase implements database.Database {
  readonly connection: sqlite.Database;

  /** Opens the file. */
  constructor(
    file: string,
    { readOnly = false, patience = 5 }: SqliteOptions = {},
  ) {
    this.connection = new sqlite.Database(file, { readOnly });
    this.connection.exec(`PRAGMA busy_timeout = ${patience * 1000}`);
    if (!readOnly) this.connection.exec(SCHEMA);
  }

  /** The table of a space. */
  newTable(space: string): SqliteTable {
    return new SqliteTable(this.connection, space);
  }

  /** Closes the file. */
  close(): void {
    this.connection.close();
  }
}

/** The rows of one space. */
class SqliteTable implements database.Table {
  constructor(
    private readonly connection: sqlite.Database,
    private readonly space: string,
  ) {}

  /** The item of this name. */
  read(name: string): database.Item | undefined {
    const row = this.connection.get(READ, [this.space, name]);
    if (row === null) return undefined;
    const { value, expires } = row as {
      value: Uint8Array;
      expires: number | bigint | null;
    };
    return { value, expires: expires === null ? undefined : BigInt(expires) };
  }

  /** Puts an item under this name. */
  write(name: string, { value, expires }: database.Item): void {
    const row = [this.space, name, value, expires ?? null];
    try {
      this.connection.run(WRITE, row);
    } catch (error) {
      if (!(error instanceof sqlite.SQLite3Error)) throw error;
      throw new database.FailureError(failure(error));
    }
  }

  /** Takes the item of this name away. */
  remove(name: string): boolean {
    return this.connection.run(REMOVE, [this.space, name]).changes > 0;
  }
}

/** What the component is told. */
function failure({ message }: Error): database.Failure {
  return FAILURES.get(message) ?? { tag: "other", val: message };
}
