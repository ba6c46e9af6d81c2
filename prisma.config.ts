import { defineConfig } from "prisma/config";

// Prisma 7 reads no .env of its own, and `env()` throws when the variable is absent: generating needs no database.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
