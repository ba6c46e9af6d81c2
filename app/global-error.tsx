"use client";

import "./globals.css";
import ErrorPage from "./error";

// The root layout itself failed: this document stands in for it.
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body className="min-h-dvh antialiased">
        <ErrorPage error={error} retry={retry} />
      </body>
    </html>
  );
}
