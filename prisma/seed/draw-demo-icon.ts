import sharp from "sharp";

// Lines in a square of 24 by 24: no letters, for which a machine would need a font.
const shapes = {
  book: "M12 6.5C10 5 7.5 4.5 4 4.5v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-13c-3.5 0-6 .5-8 2zm0 0v13",
  waves: "M5 10v4M8.5 7v10M12 4.5v15M15.5 8v8M19 10.5v3",
  compass: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zm3.5 5-2 5-5 2 2-5z",
  moon: "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8zM4 21c2-1.5 4-1.5 6 0s4 1.5 6 0",
} as const;

/** How an icon of the demo looks. @property colour of its ground, CSS */
export type DemoIcon = { readonly colour: string; readonly shape: keyof typeof shapes };

/** Draws an icon for the demo, as the file that a developer would upload. The one SVG that becomes a picture here: it is ours. */
export function drawDemoIcon({ colour, shape }: DemoIcon): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="-6 -6 36 36">
    <rect x="-6" y="-6" width="36" height="36" rx="8" fill="${colour}"/>
    <path d="${shapes[shape]}" fill="none" stroke="#ffffff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
