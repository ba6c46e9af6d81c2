import { escapeHtml } from "../core/escape-html";

/** A mail as it is sent. */
export type Composed = { readonly subject: string; readonly text: string; readonly html: string };

/** What one mail says: a sentence or two, one thing to do, and what to do if it was somebody else. */
export type Content = {
  readonly subject: string;
  readonly text: string;
  readonly button: string;
  readonly url: string;
  readonly note: string;
};

/** What every mail says around it. */
export type Frame = { readonly sentBy: string; readonly linkDoesNotWork: string; readonly language: string };

/** Puts a mail into its two forms, text and HTML. The HTML has no picture and no script, and nothing in it is fetched. */
export function layOut(content: Content, frame: Frame): Composed {
  const { subject, text, button, url, note } = content;
  return {
    subject,
    text: [subject, text, `${button}: ${url}`, note, `-- \n${frame.sentBy}`].join("\n\n"),
    html: html(content, frame),
  };
}

function html({ subject, text, button, url, note }: Content, { sentBy, linkDoesNotWork, language }: Frame): string {
  const address = escapeHtml(url);
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:520px;margin:0 auto">
<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escapeHtml(subject)}</h1>
<p style="margin:0 0 24px">${escapeHtml(text)}</p>
<p style="margin:0 0 24px"><a href="${address}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(button)}</a></p>
<p style="margin:0 0 24px">${escapeHtml(note)}</p>
<p style="margin:0 0 24px;font-size:13px">${escapeHtml(linkDoesNotWork)}<br><a href="${address}" style="word-break:break-all">${address}</a></p>
<p style="margin:0;font-size:13px">${escapeHtml(sentBy)}</p>
</div>
</body>
</html>
`;
}
