import { SelectField } from "@/components/forms/fields";
import { Alert } from "@/components/ui/alert";
import { Minute } from "@/components/ui/moment";
import { words } from "@/lib/words";
import type { KeyKind } from "./keys-card";
import { overlapNames } from "./overlaps";

type OverlapFieldsProps = {
  readonly kind: KeyKind;
  /** until when a key before the current one is good; it would be the third */
  readonly previousUntil: Date | null | undefined;
  /** the partner's */
  readonly zone: string;
};

/** How long the key that is replaced stays good, and what becomes of the one before it. */
export async function OverlapFields({ kind, previousUntil, zone }: OverlapFieldsProps) {
  const t = await words("keys.rotate");
  return (
    <>
      {previousUntil && <Alert tone="warn">{t.rich("previous", { kind, minute: () => <Minute at={previousUntil} zone={zone} /> })}</Alert>}
      <SelectField
        name="overlap"
        label={t("overlap", { kind })}
        hint={t("overlapHint")}
        choices={overlapNames.map((overlap) => ({ value: overlap, label: t(`overlaps.${overlap}`) }))}
        defaultValue="day"
      />
    </>
  );
}
