import type { Metadata } from "next";
import { Brand } from "@/components/shell/brand";
import { Content } from "@/components/shell/masthead";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Content width="narrow">
      <div className="mb-8">
        <Brand home="/" />
      </div>
      <h1 className="text-2xl font-bold tracking-tight">There is nothing here</h1>
      <p className="mt-2 text-muted">The page does not exist, or it is not yours to see. Check the address, or begin at the home page.</p>
      <div className="mt-6">
        <ButtonLink href="/">To the home page</ButtonLink>
      </div>
    </Content>
  );
}
