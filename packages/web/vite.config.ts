import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [react()],
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
