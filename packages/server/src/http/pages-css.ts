/** Style of the few pages the server writes itself: problems and the outbox. Colours are those of the design's tokens. */
export const pagesCss = `:root{color-scheme:light dark;--canvas:#f7f7f5;--surface:#fff;--line:#e6e5e2;--text:#1a1b1d;--text-2:#55575d;--link:#3049a8}
@media (prefers-color-scheme:dark){:root{--canvas:#0f1012;--surface:#16181b;--line:#292c31;--text:#ecedef;--text-2:#a9adb5;--link:#9db1ff}}
body{margin:0;background:var(--canvas);color:var(--text);font:0.875rem/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif}
main{max-width:720px;margin:0 auto;padding:40px 20px}h1{font-size:1.375rem;line-height:1.75rem;margin:0 0 8px}p{color:var(--text-2);max-width:60ch}
a{color:var(--link)}code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}iframe{width:100%;height:640px;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
details{margin-top:16px}.mails{list-style:none;margin:24px 0;padding:0;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
.mails li+li{border-top:1px solid var(--line)}.mails a{display:grid;gap:2px;padding:12px 20px;color:inherit;text-decoration:none;border-radius:10px}
.mails a:hover strong{text-decoration:underline}.mails span,.mails time{color:var(--text-2);font-size:.8125rem}
.empty{padding:24px;border:1px solid var(--line);border-radius:10px;background:var(--surface);max-width:none}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
`;
