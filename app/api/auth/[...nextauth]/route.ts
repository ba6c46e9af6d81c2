import { serveAuth } from "@/lib/accounts/serve-auth";

export const dynamic = "force-dynamic";

// Every method, or Next would run GET for HEAD and answer others without `Allow` (security.md, N1).
export {
  serveAuth as DELETE,
  serveAuth as GET,
  serveAuth as HEAD,
  serveAuth as OPTIONS,
  serveAuth as PATCH,
  serveAuth as POST,
  serveAuth as PUT,
};
