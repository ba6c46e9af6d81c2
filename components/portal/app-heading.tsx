import { AppIcon } from "@/components/ui/app-icon";
import type { AppCategory } from "@/lib/core/app-category";
import { words } from "@/lib/words";

/** What stands on top of an app's page in the catalogue. @param level of its name: 1 on that page, 3 in a preview of it */
export async function AppHeading({
  app,
  partner,
  level,
}: {
  app: {
    readonly name: string;
    readonly tagline: string;
    readonly icon: string | null;
    readonly categories: readonly AppCategory[];
  };
  partner: string;
  level: 1 | 3;
}) {
  const t = await words("services");
  const Heading: "h1" | "h3" = `h${level}`;
  return (
    <div className="mb-6 flex items-start gap-4 sm:gap-5">
      <AppIcon icon={app.icon} name={app.name} size="large" />
      <div className="min-w-0">
        <Heading className="text-2xl font-bold tracking-tight wrap-anywhere">{app.name}</Heading>
        {app.tagline !== "" && <p className="wrap-anywhere">{app.tagline}</p>}
        <p className="mt-1 text-sm text-muted wrap-anywhere">
          {t("by", { partner })}
          {app.categories.map((category) => (
            <span key={category}> · {t(`categories.${category}`)}</span>
          ))}
        </p>
      </div>
    </div>
  );
}
