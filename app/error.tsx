"use client";

import { useWords } from "@/components/shell/client-words";
import { Content } from "@/components/shell/content";
import { Button, ButtonLink } from "@/components/ui/button";
import { RequestId } from "@/components/ui/request-id";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const words = useWords();
  return (
    <Content width="narrow">
      <title>{words.failedTitle}</title>
      <h1 className="text-2xl font-bold tracking-tight">{words.failed}</h1>
      <p className="mt-2 text-muted">{words.failedText}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button type="button" onClick={retry}>
          {words.tryAgain}
        </Button>
        <ButtonLink variant="secondary" href="/">
          {words.toHome}
        </ButtonLink>
      </div>
      <RequestId digest={error.digest} />
    </Content>
  );
}
