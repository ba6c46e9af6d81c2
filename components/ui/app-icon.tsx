import { classNames } from "./class-names";

const looks = {
  small: { box: "size-8 rounded-lg text-sm", picture: 64, pixels: 32 },
  medium: { box: "size-12 rounded-xl text-lg", picture: 256, pixels: 48 },
  large: { box: "size-20 rounded-2xl text-3xl", picture: 256, pixels: 80 },
} as const;

const tones = ["bg-accent-soft text-accent", "bg-ok-soft text-ok", "bg-warn-soft text-warn", "bg-danger-soft text-danger"] as const;

/**
 * The picture of an app, or a letter of its name where it has none. It says nothing to who listens: the name stands beside it.
 * @param icon as a revision has it @param size small 32 pixels, medium 48, large 80
 */
export function AppIcon({ icon, name, size = "medium" }: { icon: string | null; name: string; size?: keyof typeof looks }) {
  const { box, picture, pixels } = looks[size];
  if (icon === null) {
    return (
      <span
        aria-hidden
        className={classNames("inline-flex shrink-0 items-center justify-center font-bold select-none", box, tones[toneOf(name)])}
      >
        {firstLetter(name)}
      </span>
    );
  }
  return (
    // Drawn by us in the two sizes that are needed. next/image would write a style attribute, which our policy forbids.
    // eslint-disable-next-line @next/next/no-img-element
    <img
      src={`/icons/${icon}-${picture}.webp`}
      width={pixels}
      height={pixels}
      alt=""
      loading="lazy"
      decoding="async"
      className={classNames("shrink-0 object-contain", box)}
    />
  );
}

function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first?.segment.toLocaleUpperCase("en") ?? "?";
}

// The same app has the same colour everywhere.
function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0) ?? 0;
  return sum % tones.length;
}
