/** @type {import("next").NextConfig} */
const config = {
  // Two builds at once (a running demo, the tests) need folders of their own.
  distDir: process.env.LATCHKEY_BUILD_DIR ?? ".next",
  reactStrictMode: true,
  // In development Next would print what people type into forms, passwords too.
  logging: { serverFunctions: false },
  poweredByHeader: false,
  // A redirect of ours must never carry a token in `Location`: Next would answer `/x/` by a 308 with the whole query.
  skipTrailingSlashRedirect: true,
  // The code below `lib` is loaded twice in one process; what these packages hold open must exist once.
  serverExternalPackages: [
    "pg",
    "pino",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "rate-limiter-flexible",
    "proper-lockfile",
  ],
  typescript: { ignoreBuildErrors: true }, // `npm run check` has looked already, with every other rule
  experimental: {
    // A little more than the front door lets through for the pages with an upload, so that it is the one to answer 413. It
    // holds every other page to less (bin/front-door/body-limit.ts).
    serverActions: { bodySizeLimit: "4200kb" },
  },
  // No picture of ours needs it, and it would make the server fetch from itself.
  images: { unoptimized: true },
  headers: async () => [{ source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }],
};

export default config;
