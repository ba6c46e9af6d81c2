import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "../../prisma/client/client";
import { oncePerProcess } from "../registry";
import { pool } from "./pools";

/** What a function needs that reads or writes within somebody's transaction. */
export type Transaction = Prisma.TransactionClient;

/** The typed client of the pages. The rooms' hot paths use {@link pool} and one statement. */
export function prisma(): PrismaClient {
  return oncePerProcess(
    "prisma",
    () =>
      new PrismaClient({
        adapter: new PrismaPg(pool("pages")),
        // As long as the pool lets one wait: twenty forms at once on a slow machine are a crowd, no failure.
        transactionOptions: { maxWait: 1500, timeout: 4000 },
      }),
  );
}

/** Runs `work` in one transaction (READ COMMITTED); everything it did is undone when it throws. */
export async function transaction<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
  return prisma().$transaction(work);
}

export { Prisma };
