import { Mail } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Fragment } from "react";
import { EntrancePage } from "@/components/shell/entrance-page";
import { EmptyState } from "@/components/ui/empty-state";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { environment } from "@/lib/env";
import { type ListedMail, listMails } from "@/lib/mail/list-mails";
import { words } from "@/lib/words";

const SHOWN = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.outbox"))("title") };
}

/** Everybody's mails, one-time links included: it exists where the environment asks for it, which it can on loopback alone. */
export default async function OutboxPage() {
  if (!environment().showsOutbox) notFound();
  const [t, mails] = await Promise.all([words("accounts.outbox"), listMails(SHOWN)]);
  return (
    <EntrancePage home="/" title={t("title")} lead={t("lead")}>
      {mails.length === 0 ? (
        <EmptyState Icon={Mail} title={t("emptyTitle")}>
          {t("empty")}
        </EmptyState>
      ) : (
        <ol className="divide-y divide-line">
          {mails.map((mail) => (
            <MailItem key={mail.id} mail={mail} />
          ))}
        </ol>
      )}
    </EntrancePage>
  );
}

async function MailItem({ mail }: { mail: ListedMail }) {
  const t = await words("accounts.outbox");
  return (
    <li className="py-5 first:pt-0 last:pb-0">
      <h2 className="font-semibold">{mail.content?.subject ?? mail.kind}</h2>
      <p className="mb-3 text-sm text-muted">
        {t("to", { to: mail.to })} · <Moment at={mail.at} zone="UTC" />
      </p>
      {mail.content ? (
        <>
          <p className="text-sm wrap-anywhere whitespace-pre-line">
            <LinkedText text={mail.content.text} />
          </p>
          <details className="mt-3 text-sm">
            <summary>{t("html")}</summary>
            <pre className="mt-2 rounded-lg bg-sunken p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap">{mail.content.html}</pre>
          </details>
        </>
      ) : (
        <p className="text-sm">{t("gone")}</p>
      )}
    </li>
  );
}

// Links are to be clicked here as in a mailbox. Only our own are: they all begin with the public URL.
function LinkedText({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/\S*[^\s.,])/);
  return parts.map((part, index) => (
    <Fragment key={index}>{part.startsWith(`${environment().publicUrl}/`) ? <TextLink href={part}>{part}</TextLink> : part}</Fragment>
  ));
}
