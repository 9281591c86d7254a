import type { ChildProcess } from 'node:child_process'

export function electronArgs(): string[]
export function openElectron(root: string, args?: string[], env?: Record<string, string>): ChildProcess
