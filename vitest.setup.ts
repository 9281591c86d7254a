import fc from 'fast-check'
import { runs } from './test-counts.ts'

// A property that names its own numRuns should pass it through runs() as well.
fc.configureGlobal({ numRuns: runs(100) })
