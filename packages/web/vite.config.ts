import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const server = "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react()],
  // As in tsconfig.base.json: here the client is its source, in packages its build.
  resolve: { alias: { "@mortise/sdk": fileURLToPath(new URL("../sdk/src/client.ts", import.meta.url)) } },
  // One build for every base path: the server writes its own into the document.
  base: "./",
  build: {
    target: "es2022",
    // Inlined assets would become data: URLs in style sheets, which the content policy refuses.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { "/v1": server, "/dev": server, "/problems": server, "/openapi.json": server },
  },
});
