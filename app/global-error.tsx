"use client";

import { ClientWordsProvider } from "@/components/shell/client-words";
import words from "@/lib/words/en/client.json";
import "./globals.css";
import ErrorPage from "./error";

// The root layout itself failed: this document stands in for it, in English, since nobody has asked for the language.
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body className="min-h-dvh antialiased">
        <ClientWordsProvider words={words}>
          <ErrorPage error={error} retry={retry} />
        </ClientWordsProvider>
      </body>
    </html>
  );
}
