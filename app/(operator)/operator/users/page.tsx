import { UserSearch } from "lucide-react";
import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { controlLook } from "@/components/forms/field-frame";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
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
import { resume, suspend } from "./actions";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: { searchParams: PageQuery }) {
  const operator = await requireOperator();
  const asked = (await queryText(searchParams, "user"))?.trim() ?? "";
  const user = asked === "" ? null : await findEndUser(asked);
  return (
    <OperatorPage operator={operator} current="/operator/users">
      <PageHeader title="Users">The end users of this platform, one at a time: there is no list to leaf through.</PageHeader>
      <WhatWasDone query={searchParams} />
      <Card aria-label="Find a user" className="mb-6">
        <form method="get" action="/operator/users" className="flex flex-wrap items-end gap-3">
          <label className="block grow text-sm font-semibold sm:max-w-md">
            E-mail or id
            <input name="user" defaultValue={asked} autoComplete="off" spellCheck={false} className={`${controlLook} mt-1.5 font-normal`} />
          </label>
          <Button variant="secondary">Find</Button>
        </form>
      </Card>
      {asked === "" && (
        <EmptyState Icon={UserSearch} title="Whom are you looking for?">
          Enter the whole e-mail. You can then suspend the user, who is signed out everywhere at once.
        </EmptyState>
      )}
      {asked !== "" && !user && (
        <Alert tone="warn" role="status">
          There is no user of this e-mail or id.
        </Alert>
      )}
      {user && <UserFound user={user} />}
    </OperatorPage>
  );
}

function UserFound({ user }: { user: EndUser }) {
  const hidden = { userId: user.id };
  return (
    <Card aria-label="The user" className="space-y-5">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-lg font-semibold">{user.name ?? user.email ?? "A user without a name"}</h2>
        {user.suspended ? <Badge tone="danger">Suspended</Badge> : <Badge tone="ok">Active</Badge>}
        {user.testPartnerId !== null && <Badge>Test user of a partner</Badge>}
      </div>
      <Facts>
        <Fact name="E-mail">
          {user.email ?? "none"}{" "}
          {user.email !== null && <Badge tone={user.verified ? "ok" : "warn"}>{user.verified ? "Verified" : "Not verified"}</Badge>}
        </Fact>
        <Fact name="Id">
          <span className="font-mono break-all">{user.id}</span>
        </Fact>
        <Fact name="Here since">
          <Day at={user.createdAt} />
        </Fact>
      </Facts>
      {user.suspended ? (
        <ActionForm key="resume" action={resume} submission={newId()} hidden={hidden}>
          <SubmitButton>End the suspension</SubmitButton>
        </ActionForm>
      ) : (
        <Confirm label="Suspend…">
          <p className="mb-3">The user is signed out everywhere and cannot open any app until you end the suspension.</p>
          <ActionForm action={suspend} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">Suspend the user</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </Card>
  );
}
