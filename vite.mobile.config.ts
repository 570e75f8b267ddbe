/** The phone's build: Preact under React's names, no schema library, one small bundle for old phones on slow lines. */
import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defineConfig } from 'vite'
import { compressed, lightContracts, SERVICE_WORKER, shell } from './vite.plugins.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What nearly every page stands on comes as one file: a dozen small ones cost a slow line more than they save. */
const inKit =
  /node_modules|preload-helper|src\/(ui|platform)\/(?!mobile\/(photo|picture|shrink|timeline|choice|chips|select|dialog|check))/

export default defineConfig({
  root: here('src/mobile'),
  base: '/',
  plugins: [lightContracts(), shell(), compressed()],
  resolve: {
    conditions: ['source', ...defaultClientConditions],
    alias: [
      { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
      { find: /^use-sync-external-store\/shim\/index\.js$/, replacement: 'preact/compat' },
      { find: /^zod$/, replacement: here('src/ui/mobile/thin-zod.ts') },
    ],
  },
  build: {
    outDir: here('dist/web/mobile'),
    emptyOutDir: true,
    assetsDir: 'assets/m',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    target: ['chrome80', 'safari13.1'],
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: here('src/mobile/index.html'), worker: here('src/mobile/service-worker.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'worker' ? SERVICE_WORKER : 'assets/m/[name]-[hash].js'),
        codeSplitting: { groups: [{ name: 'kit', test: inKit }] },
      },
    },
  },
})
