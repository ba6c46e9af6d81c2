import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { Filter, FilterChoice, FilterText } from "@/components/forms/filter";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { isId } from "@/lib/id";
import { findEndUser } from "@/lib/people";
import { listAcceptances, listDocuments } from "@/lib/terms";
import { words } from "@/lib/words";
import { AcceptanceRow } from "./acceptance-row";

const PATH = "/operator/terms/acceptances";

/** What the operator looks for: a user by e-mail or id (empty: everybody's), and a document by id (null: all). */
type AcceptanceFilter = { readonly user: string; readonly document: string | null };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("terms.operator.acceptance"))("title") };
}

export default async function AcceptancesPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const document = await queryText(searchParams, "document");
  const user = ((await queryText(searchParams, "user")) ?? "").trim().slice(0, 320);
  const filter = { user, document: document !== null && isId(document) ? document : null };
  const [t, all] = await Promise.all([words("terms.operator.acceptance"), words("terms.operator")]);
  return (
    <OperatorPage operator={operator} current="/operator/terms" trail={[{ href: "/operator/terms", label: all("title") }]}>
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <FilterForm filter={filter} />
      <Found filter={filter} after={await queryText(searchParams, "after")} />
    </OperatorPage>
  );
}

async function FilterForm({ filter }: { filter: AcceptanceFilter }) {
  const [t, documents] = await Promise.all([words("terms.operator.acceptance"), listDocuments()]);
  return (
    <Card aria-label={t("filter")} className="mb-6">
      <Filter action={PATH} show={t("show")}>
        <FilterChoice
          name="document"
          label={t("document")}
          all={t("allDocuments")}
          value={filter.document ?? undefined}
          choices={documents.map(({ id, title }) => [id, title])}
        />
        <FilterText name="user" label={t("user")} value={filter.user} />
      </Filter>
    </Card>
  );
}

async function Found({ filter, after }: { filter: AcceptanceFilter; after: string | null }) {
  const t = await words("terms.operator.acceptance");
  const user = filter.user === "" ? null : await findEndUser(filter.user);
  if (filter.user !== "" && user === null)
    return (
      <Alert tone="warn" role="status">
        {t("noUser")}
      </Alert>
    );
  const { entries, next } = await listAcceptances({ documentId: filter.document, endUserId: user?.id ?? null }, after);
  if (entries.length === 0)
    return (
      <EmptyState Icon={ScrollText} title={t("noneTitle")}>
        {t("none")}
      </EmptyState>
    );
  const query = new URLSearchParams({ user: filter.user, document: filter.document ?? "" });
  const columns = (["who", "what", "when", "how", "receipt"] as const).map((name) => t(`columns.${name}`));
  return (
    <Card aria-label={t("list")}>
      <Table caption={t("list")} columns={columns}>
        {entries.map((entry) => (
          <AcceptanceRow key={entry.id} acceptance={entry} />
        ))}
      </Table>
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2 text-sm empty:hidden">
        {after !== null && <TextLink href={`${PATH}?${query}`}>{t("first")}</TextLink>}
        {next !== null && <TextLink href={`${PATH}?${query}&after=${next}`}>{t("more")}</TextLink>}
      </p>
    </Card>
  );
}
