import { ActionForm } from "@/components/forms/action-form";
import { SelectField, TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { LaunchResult } from "@/components/panel/launch-result";
import { Card, CardHeader } from "@/components/ui/card";
import { isReservedAddress } from "@/lib/core/generated-address";
import { newId } from "@/lib/id";
import type { TestUser } from "@/lib/people";
import { addTestUser, testLaunch } from "./actions";

/** Launching an app as a test user of its partner, and making such users. @param draft the launch leads to the draft */
export function TestLaunch({ appId, testUsers, draft }: { appId: string; testUsers: readonly TestUser[]; draft: boolean }) {
  return (
    <Card aria-labelledby="test">
      <CardHeader id="test" title="Test launch">
        Opens the {draft ? "draft" : "published app"} as one of your test users, as the catalogue would for a real one. Test launches never
        count.
      </CardHeader>
      {testUsers.length > 0 && (
        <ActionForm action={testLaunch} submission={newId()} hidden={{ appId }} className="max-w-2xl">
          <SelectField name="testUser" label="Test user" choices={testUsers.map((user) => ({ value: user.id, label: nameOf(user) }))} />
          <SubmitButton>Make a one-time URL</SubmitButton>
          <LaunchResult />
        </ActionForm>
      )}
      <details className={testUsers.length > 0 ? "mt-6" : ""} open={testUsers.length === 0}>
        <summary className="text-sm font-semibold">{testUsers.length === 0 ? "First, make a test user" : "Make another test user"}</summary>
        <ActionForm action={addTestUser} submission={newId()} hidden={{ appId }} className="mt-4 max-w-2xl">
          <TextField name="name" label="Name" autoComplete="off" />
          <TextField
            name="email"
            label="E-mail"
            optional
            type="email"
            inputMode="email"
            autoComplete="off"
            hint="It is never taken for verified, so your server gets a generated address instead of it."
          />
          <SubmitButton variant="secondary">Make the test user</SubmitButton>
        </ActionForm>
      </details>
    </Card>
  );
}

// A generated address tells nobody anything.
function nameOf({ name, email }: TestUser): string {
  if (name === null) return email;
  return isReservedAddress(email) ? name : `${name} (${email})`;
}
