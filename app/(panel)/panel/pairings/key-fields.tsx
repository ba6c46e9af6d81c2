import { ChoiceField, TextField } from "@/components/forms/fields";
import { words } from "@/lib/words";

/** Where the Signature Key comes from, for the forms that make a pairing and rotate its key. */
export async function KeyFields() {
  const t = await words("pairings.fields");
  return (
    <div className="group space-y-5">
      <ChoiceField
        type="radio"
        name="keyFrom"
        label={t("key")}
        choices={[
          { value: "import", label: t("import"), hint: t("importHint") },
          { value: "generate", label: t("generate"), hint: t("generateHint") },
        ]}
        defaultValues={["generate"]}
      />
      <div className="hidden group-has-[[value=import]:checked]:block">
        <TextField
          name="sharedKey"
          label={t("importedKey")}
          hint={t("importedKeyHint")}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </div>
    </div>
  );
}
