import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'vite'

/** The top folder of the project. */
export const top = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** All files under a folder of the project whose name ends as asked, as sorted paths from the top, written with `/`. */
export function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(path.join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort()
}

/** The syntax tree of a TypeScript file; throws on a syntax error, so that nothing passes a check by being unreadable. */
function tree(file: string, text: string): ReturnType<typeof parseSync>['program'] {
  const parsed = parseSync(file, text)
  const [error] = parsed.errors
  if (error) throw new Error(`${file}: ${error.message}`)
  return parsed.program
}

type Literal = { type: string; value?: unknown }
const textOf = (node: Literal | null | undefined): string[] =>
  node?.type === 'Literal' && typeof node.value === 'string' ? [node.value] : []

/** Every module a file names: import, export from, import(), import type, require() and new URL(…, import.meta.url). */
export function importsOf(file: string, text: string): string[] {
  const found: string[] = []
  const take = (node: Literal | null | undefined): void => {
    found.push(...textOf(node))
  }
  new Visitor({
    ImportDeclaration: (node) => take(node.source),
    ExportNamedDeclaration: (node) => take(node.source),
    ExportAllDeclaration: (node) => take(node.source),
    ImportExpression: (node) => take(node.source),
    TSImportType: (node) => take(node.source),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') take(node.arguments[0])
    },
    NewExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || node.arguments[1]?.type !== 'MemberExpression')
        return
      found.push(...textOf(node.arguments[0]).filter((address) => address.startsWith('.')))
    },
  }).visit(tree(file, text))
  return found
}

/** What a pure file must not do: look at a clock or draw a random number. */
export function impuritiesOf(file: string, text: string): string[] {
  const found: string[] = []
  new Visitor({
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        found.push('new Date()')
    },
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return
      const name = `${node.object.name}.${node.property.name}`
      if (['Date.now', 'Math.random', 'performance.now'].includes(name) || node.object.name === 'crypto') found.push(name)
    },
  }).visit(tree(file, text))
  return found
}

/** Left and right written into a component, by prop or by style: a mirrored (Urdu) window would show it on the wrong side. */
export function physicalPropsOf(file: string, text: string): string[] {
  const props = ['ml', 'mr', 'pl', 'pr']
  const styles = /^(margin|padding|scrollMargin|scrollPadding|border)(Left|Right)|^border(Top|Bottom)(Left|Right)Radius$/
  const found: string[] = []
  let inStyle = 0
  const isStyle = (name: { type: string; name?: unknown }): boolean => name.type === 'JSXIdentifier' && name.name === 'style'
  new Visitor({
    JSXAttribute: (node) => {
      if (isStyle(node.name)) inStyle++
      if (node.name.type === 'JSXIdentifier' && props.includes(node.name.name)) found.push(node.name.name)
    },
    'JSXAttribute:exit': (node) => {
      if (isStyle(node.name)) inStyle--
    },
    Property: (node) => {
      if (node.key.type !== 'Identifier') return
      const name = node.key.name
      if (styles.test(name) || (inStyle > 0 && (name === 'left' || name === 'right'))) found.push(name)
    },
  }).visit(tree(file, text))
  return found
}

const physicalProperty =
  /(?:^|[;{\s])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-[a-z]+)?|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:/g
const physicalValue = /(?:^|[;{\s])((?:text-align|float|clear)\s*:\s*(?:left|right))\b/g

/** Declarations of a style sheet that name left or right, with their line; `/* physical: why *​/` on the line excuses one. */
export function physicalCssOf(text: string): string[] {
  const found: string[] = []
  const plain = text.replace(/\/\*(?! physical:)[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
  plain.split('\n').forEach((line, index) => {
    if (line.includes('/* physical:')) return
    for (const pattern of [physicalProperty, physicalValue])
      for (const [, declaration] of line.matchAll(pattern)) found.push(`line ${index + 1}: ${declaration}`)
  })
  return found
}
