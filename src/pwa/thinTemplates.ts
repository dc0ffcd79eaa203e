import ts from 'typescript';
import type { Plugin } from 'vite';

type Tag = 'html' | 'svg' | 'css';

const TAGS: ReadonlySet<string> = new Set<Tag>(['html', 'svg', 'css']);
const INDENT = /[ \t]*\n\s*/g;

/** A line break is a space in markup; in CSS it is nothing beside what ends a rule or a declaration. */
function thin(tag: string, text: string): string {
  const line = text.replace(INDENT, ' ');
  return tag === 'css' ? line.replace(/([{};]) /g, '$1').replace(/ (?=[{}])/g, '') : line;
}

interface Thinner {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const literals = (template: ts.TemplateLiteral): readonly ts.Node[] => (ts.isNoSubstitutionTemplateLiteral(template) ? [template] : [template.head, ...template.templateSpans.map(({ literal }) => literal)]);

/** What stands in the source for what, the last first. */
function thinners(source: ts.SourceFile): readonly Thinner[] {
  const found: Thinner[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && TAGS.has(node.tag.text)) {
      for (const part of literals(node.template)) {
        const [start, end] = [part.getStart(source), part.getEnd()];
        found.push({ start, end, text: thin(node.tag.text, source.text.slice(start, end)) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((a, b) => b.start - a.start);
}

/** A module whose templates and styles are without the indentation that only their authors need. @param code TypeScript. */
export function thinned(code: string): string {
  const source = ts.createSourceFile('module.ts', code, ts.ScriptTarget.Latest, true);
  return thinners(source).reduce((text, { start, end, text: thinner }) => text.slice(0, start) + thinner + text.slice(end), code);
}

/** Of the build: every KiB of the screens is counted. */
export const thinTemplates: Plugin = {
  name: 'thin-templates',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => (/\/src\/ui\/.*\.ts$/.test(id) ? { code: thinned(code), map: null } : undefined),
};
