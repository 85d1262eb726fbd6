/** The database that the component asks for, in Redis. */

import { createClient, ErrorReply, RESP_TYPES } from "redis";
import { database } from "./bindings/index.js";

/** A client that gives bytes as they are. */
function connect(url: string) {
  const client = createClient({ url });
  return client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
}

type Client = ReturnType<typeof connect>;

/**
 * A server of Redis. An item is a hash under `kv:SPACE:NAME`.
 *
 * Its client answers with promises: the component is called by the functions that end in `Async`.
 */
export class RedisDatabase implements database.Database {
  private constructor(readonly client: Client) {}

  /** Connects to a server. */
  static async open(url: string): Promise<RedisDatabase> {
    const client = connect(url);
    await client.connect();
    return new RedisDatabase(client);
  }

  /** The table of a space. */
  newTable(space: string): RedisTable {
    return new RedisTable(this.client, space);
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    await this.client.close();
  }
}

/** The hashes of one space. */
class RedisTable implements database.Table {
  constructor(
    private readonly client: Client,
    private readonly space: string,
  ) {}

  /** Where the item of this name is. */
  private key(name: string): string {
    return `kv:${this.space}:${name}`;
  }

  /** The item of this name. */
  async read(name: string): Promise<database.Item | undefined> {
    const fields = ["value", "expires"];
    const [value, expires] = await this.client.hmGet(this.key(name), fields);
    if (!Buffer.isBuffer(value)) return undefined;
    const end = String(expires ?? "");
    return { value, expires: end === "" ? undefined : BigInt(end) };
  }

  /** Puts an item under this name: all fields at once, or nothing. */
  async write(name: string, { value, expires }: database.Item): Promise<void> {
    const end = expires === undefined ? "" : String(expires);
    const fields = { value: Buffer.from(value), expires: end };
    try {
      await this.client.hSet(this.key(name), fields);
    } catch (error) {
      if (!(error instanceof ErrorReply)) throw error;
      throw new database.FailureError(failure(error));
    }
  }

  /** Takes the item of this name away. */
  async remove(name: string): Promise<boolean> {
    return (await this.client.del(this.key(name))) > 0;
  }
}

/** What the component is told: an answer of the server's begins with its kind. */
function failure({ message }: Error): database.Failure {
  switch (message.split(" ", 1)[0]) {
    case "LOADING":
    case "BUSY":
      return { tag: "locked" };
    case "READONLY":
      return { tag: "read-only" };
    case "OOM":
      return { tag: "full" };
    default:
      return { tag: "other", val: message };
  }
}
