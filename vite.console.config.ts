/** The desktop's build: React and antd, under /console/. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { compressed } from './vite.plugins.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('src/console'),
  base: '/console/',
  plugins: [react(), compressed()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: here('dist/web/console'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // one file, so that zod is told what the page's policy forbids before any schema is built
      output: { codeSplitting: { groups: [{ name: 'schemas', test: /node_modules\/zod\/|no-eval\.ts$/ }] } },
    },
  },
})
