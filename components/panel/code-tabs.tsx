import { classNames } from "@/components/ui/class-names";

/**
 * The languages that there is code for, as links to the page with the code of each.
 * @param parameter by which the page's address names one @param hash of the code, with `#`
 */
export function CodeTabs({
  label,
  tabs,
  chosen,
  parameter,
  hash,
}: {
  label: string;
  tabs: readonly { readonly key: string; readonly name: string }[];
  chosen: string;
  parameter: string;
  hash: string;
}) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1 border-b border-line text-sm">
        {tabs.map(({ key, name }) => (
          <li key={key}>
            <a
              href={`?${parameter}=${key}${hash}`}
              aria-current={key === chosen ? "page" : undefined}
              className={classNames(
                "-mb-px inline-flex min-h-10 items-center border-b-2 px-3 no-underline",
                key === chosen ? "border-accent font-semibold text-accent" : "border-transparent text-text hover:bg-sunken",
              )}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
