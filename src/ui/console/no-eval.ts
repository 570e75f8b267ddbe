/**
 * Keeps zod from trying whether it may make code from text, which the page's policy forbids and reports. Imported by the
 * roof before anything that builds a schema, for its effect.
 */
import { config } from 'zod'

config({ jitless: true })
