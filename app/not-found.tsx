import type { Metadata } from "next";
import { Brand } from "@/components/shell/brand";
import { Content } from "@/components/shell/content";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("shell.notFound"))("title") };
}

export default async function NotFound() {
  const t = await words("shell.notFound");
  return (
    <Content width="narrow">
      <div className="mb-8">
        <Brand home="/" />
      </div>
      <h1 className="text-2xl font-bold tracking-tight">{t("heading")}</h1>
      <p className="mt-2 text-muted">{t("text")}</p>
      <div className="mt-6">
        <ButtonLink href="/">{t("home")}</ButtonLink>
      </div>
    </Content>
  );
}
