import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { PartnerStatusBadge } from "@/components/panel/partner-status";
import { OperatorPage } from "@/components/shell/operator-page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { listPartners } from "@/lib/partners";

export const metadata: Metadata = { title: "Partners" };

export default async function PartnersPage() {
  const operator = await requireOperator();
  const partners = await listPartners();
  // Who asks stands first: that is what the operator comes for.
  const sorted = [...partners.filter(({ status }) => status === "requested"), ...partners.filter(({ status }) => status !== "requested")];
  return (
    <OperatorPage operator={operator} current="/operator/partners">
      <PageHeader title="Partners">The organisations that have signed up. Open one to approve, reject, suspend or resume it.</PageHeader>
      {sorted.length === 0 ? (
        <EmptyState Icon={Building2} title="Nobody has signed up yet">
          Developers sign their organisation up at /panel/sign-up.
        </EmptyState>
      ) : (
        <Card>
          <Table caption="Partners" columns={["Partner", "Where it stands", "Signed up"]}>
            {sorted.map((partner) => (
              <Row key={partner.id}>
                <Cell>
                  <TextLink href={`/operator/partners/${partner.id}`}>{partner.name}</TextLink>
                </Cell>
                <Cell label="Where it stands">
                  <PartnerStatusBadge status={partner.status} />
                </Cell>
                <Cell label="Signed up">
                  <Day at={partner.createdAt} />
                </Cell>
              </Row>
            ))}
          </Table>
        </Card>
      )}
    </OperatorPage>
  );
}
