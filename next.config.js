/** @type {import("next").NextConfig} */
const config = {
  // Two builds at once (a running demo, the tests) need folders of their own.
  distDir: process.env.LATCHKEY_BUILD_DIR ?? ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  // A redirect of ours must never carry a token in `Location`: Next would answer `/x/` by a 308 with the whole query.
  skipTrailingSlashRedirect: true,
  // The code below `lib` is loaded twice in one process; what these packages hold open must exist once.
  serverExternalPackages: ["pg", "pino", "@node-rs/argon2", "@prisma/adapter-pg", "@prisma/client", "rate-limiter-flexible", "proper-lockfile"],
  typescript: { ignoreBuildErrors: true }, // `npm run check` has looked already, with every other rule
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
  headers: async () => [{ source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }],
};

export default config;
