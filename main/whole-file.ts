import { rename, rm, writeFile } from 'node:fs/promises'

/** Where a file grows until it is whole. */
export const growing = (path: string): string => `${path}.part`

/**
 * Writes a file whole or not at all: a full disk must not leave half a paper under the name of one. A file that cannot be written
 * is what `refused` makes of the system's reason ('ENOENT', 'ENOSPC').
 */
export async function writeWhole(path: string, content: Uint8Array | string, refused: (reason: string) => Error): Promise<void> {
  try {
    await writeFile(growing(path), content)
    await rename(growing(path), path)
  } catch (error) {
    await rm(growing(path), { force: true })
    throw refused((error as NodeJS.ErrnoException).code ?? '')
  }
}
