import { UserSearch } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { Filter, FilterText } from "@/components/forms/filter";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Facts } from "@/components/ui/facts";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { requireOperator } from "@/lib/accounts/current-account";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { type EndUser, findEndUser } from "@/lib/people";
import { words } from "@/lib/words";
import { resume, suspend } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("operator.users"))("title") };
}

export default async function UsersPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const asked = (await queryText(searchParams, "user"))?.trim() ?? "";
  const [user, t] = await Promise.all([asked === "" ? null : findEndUser(asked), words("operator.users")]);
  return (
    <OperatorPage operator={operator} current="/operator/users">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <Card aria-label={t("find")} className="mb-6">
        <Filter action="/operator/users" show={t("findButton")}>
          <FilterText name="user" label={t("emailOrId")} value={asked} />
        </Filter>
      </Card>
      {asked === "" && (
        <EmptyState Icon={UserSearch} title={t("askTitle")}>
          {t("ask")}
        </EmptyState>
      )}
      {asked !== "" && !user && (
        <Alert tone="warn" role="status">
          {t("unknown")}
        </Alert>
      )}
      {user && <UserFound user={user} />}
    </OperatorPage>
  );
}

async function UserFound({ user }: { user: EndUser }) {
  const t = await words("operator.users");
  const hidden = { userId: user.id };
  return (
    <Card aria-label={t("user")} className="space-y-5">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-lg font-semibold">{user.name ?? user.email ?? t("nameless")}</h2>
        {user.suspended ? <Badge tone="danger">{t("suspended")}</Badge> : <Badge tone="ok">{t("active")}</Badge>}
        {user.testPartnerId !== null && <Badge>{t("testUser")}</Badge>}
      </div>
      <Facts>
        <Fact name={t("email")}>
          {user.email ?? t("noEmail")}{" "}
          {user.email !== null && <Badge tone={user.verified ? "ok" : "warn"}>{user.verified ? t("verified") : t("notVerified")}</Badge>}
        </Fact>
        <Fact name={t("id")}>
          <span className="font-mono break-all">{user.id}</span>
        </Fact>
        <Fact name={t("since")}>
          <Day at={user.createdAt} />
        </Fact>
      </Facts>
      {user.suspended ? (
        <ActionForm key="resume" action={resume} submission={newId()} hidden={hidden}>
          <SubmitButton>{t("resume")}</SubmitButton>
        </ActionForm>
      ) : (
        <Confirm label={t("suspend")}>
          <p className="mb-3">{t("suspendText")}</p>
          <ActionForm action={suspend} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">{t("suspendUser")}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </Card>
  );
}
