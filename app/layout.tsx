import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { requestFacts } from "@/lib/forms/request-facts";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Latchkey", default: "Latchkey" },
  description: "Login links that work, for the apps of our partners.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { requestId } = await requestFacts();
  return (
    <html lang="en">
      <head>
        <meta name="request-id" content={requestId} />
      </head>
      <body className="min-h-dvh antialiased">{children}</body>
    </html>
  );
}
