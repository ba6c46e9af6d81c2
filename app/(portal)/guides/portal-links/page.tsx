import type { Metadata } from "next";
import { CodeBlock } from "@/components/panel/code-block";
import { PortalPage } from "@/components/shell/portal-page";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { PageHeader } from "@/components/ui/page-header";
import { Cell, Row, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { LinkTurner } from "@/components/portal/link-turner";
import { environment } from "@/lib/env";
import { currentEndUser } from "@/lib/people/session-cookie";
import { tokenAudience } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { newLink, oldLink, places } from "./example-links";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("portalLinks.guide"))("title") };
}

/** What takes the place of portal links: the answers of protocol 5 lead here by their `Link` header. */
export default async function PortalLinksGuide() {
  const [t, who, audience] = await Promise.all([words("portalLinks.guide"), currentEndUser(), tokenAudience()]);
  const { publicUrl } = environment();
  return (
    <PortalPage who={who} current={null}>
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <div className="space-y-6">
        <Card aria-labelledby="why">
          <CardHeader id="why" title={t("whyTitle")} />
          <p className="max-w-prose">{t("why")}</p>
        </Card>
        <Card aria-labelledby="beside">
          <CardHeader id="beside" title={t("besideTitle")}>
            {t("beside")}
          </CardHeader>
          <div className="grid gap-6 *:min-w-0 lg:grid-cols-2">
            <div>
              <h3 className="mb-2 font-semibold">{t("before")}</h3>
              <CodeBlock text={oldLink(publicUrl)} name={t("beforeName")} />
            </div>
            <div>
              <h3 className="mb-2 font-semibold">{t("after")}</h3>
              <CodeBlock text={newLink(publicUrl, audience)} name={t("afterName")} />
            </div>
          </div>
          <div className="mt-6">
            <Parts audience={audience} />
          </div>
        </Card>
        <Steps />
        <Card aria-labelledby="tool">
          <CardHeader id="tool" title={t("tool.title")}>
            {t("tool.lead")}
          </CardHeader>
          <LinkTurner
            places={{ ...places, aud: audience }}
            words={{
              label: t("tool.label"),
              nothing: t("tool.nothing"),
              password: t("tool.password"),
              claims: t("tool.claims"),
              scripts: t("tool.scripts"),
            }}
          />
        </Card>
      </div>
    </PortalPage>
  );
}

const parts = [
  ["key", "key"],
  ["user_id", "userId"],
  ["username", "username"],
  ["password", "password"],
  ["user_type", "userType"],
  ["timeout, timestamp", "timeout"],
  ["auth=1", "auth"],
  [null, "jti"],
  [null, "aud"],
] as const;

/** What becomes of each part of a link. */
async function Parts({ audience }: { audience: string }) {
  const t = await words("portalLinks.guide.fields");
  return (
    <Table caption={t("caption")} columns={[t("old"), t("new")]}>
      {parts.map(([old, part]) => (
        <Row key={part}>
          <Cell>{old === null ? t("isNew") : <Code>{old}</Code>}</Cell>
          <Cell label={t("new")}>{t(part, { audience })}</Cell>
        </Row>
      ))}
    </Table>
  );
}

const steps = ["issuer", "domain", "code", "try", "passwords", "off"] as const;

async function Steps() {
  const [t, step] = await Promise.all([words("portalLinks.guide"), words("portalLinks.guide.steps")]);
  return (
    <Card aria-labelledby="steps">
      <CardHeader id="steps" title={t("stepsTitle")} />
      <ol className="max-w-prose list-decimal space-y-3 pl-5">
        {steps.map((name) => (
          <li key={name}>
            {step.rich(name, {
              issuers: (text) => <TextLink href="/panel/issuers/new">{text}</TextLink>,
              links: (text) => <TextLink href="/panel/portal-links">{text}</TextLink>,
            })}
          </li>
        ))}
      </ol>
    </Card>
  );
}
