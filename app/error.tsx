"use client";

import { Content } from "@/components/shell/masthead";
import { Button, ButtonLink } from "@/components/ui/button";
import { RequestId } from "@/components/ui/request-id";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <Content width="narrow">
      <title>Something went wrong · Latchkey</title>
      <h1 className="text-2xl font-bold tracking-tight">Something went wrong</h1>
      <p className="mt-2 text-muted">
        It is our fault, not yours, and we have written it down. Try again; if it stays, tell us the request below.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button type="button" onClick={retry}>
          Try again
        </Button>
        <ButtonLink variant="secondary" href="/">
          To the home page
        </ButtonLink>
      </div>
      <RequestId digest={error.digest} />
    </Content>
  );
}
