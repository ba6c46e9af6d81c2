import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { ClientWordsProvider } from "@/components/shell/client-words";
import { requestFacts } from "@/lib/forms/request-facts";
import { chosenTheme } from "@/lib/forms/theme";
import { languages, requestLanguage, words } from "@/lib/words";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await words("shell");
  return {
    title: { template: `%s · ${t("product")}`, default: t("product") },
    description: t("description"),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ requestId }, language, theme] = await Promise.all([requestFacts(), requestLanguage(), chosenTheme()]);
  return (
    <html lang={language} data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta name="request-id" content={requestId} />
      </head>
      <body className="min-h-dvh antialiased">
        <ClientWordsProvider words={languages[language].words.client}>{children}</ClientWordsProvider>
      </body>
    </html>
  );
}
