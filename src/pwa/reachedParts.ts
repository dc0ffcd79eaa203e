import ts from 'typescript';

/** Functions and classes are looked into no deeper than in these. */
type Where = (name: string) => boolean;

/** A part that is there for those who name it. */
interface Part {
  readonly node: ts.Node;
  readonly names: readonly string[];
  readonly mentions: Set<string>;
}

/** Which statements are parts, and by which names. */
export interface Shape {
  /** Whose declarations, and statements that set `Module["name"]`, are parts. */
  readonly opened: ReadonlySet<string>;
  /** Whose statements that set a variable are parts. */
  readonly assigning: string;
  /** A name as it is declared where the text says another. */
  readonly spelled: (text: string) => string;
}

/** `a = Module["b"] = ...` sets a and b. */
function namesSet(node: ts.Expression): readonly string[] {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const { left, right } = node;
  if (ts.isIdentifier(left)) return [left.text, ...namesSet(right)];
  return ts.isElementAccessExpression(left) && ts.isStringLiteral(left.argumentExpression) ? [left.argumentExpression.text, ...namesSet(right)] : [];
}

/** Whether a statement stands directly in such a function. */
const directlyIn = (node: ts.Node, wanted: Where): boolean => ts.isBlock(node.parent) && ts.isFunctionLike(node.parent.parent) && wanted(node.parent.parent.name?.getText() ?? '');

function namesSetBy({ expression }: ts.ExpressionStatement, opened: boolean, assigning: boolean): readonly string[] {
  const property = ts.isBinaryExpression(expression) && ts.isElementAccessExpression(expression.left);
  return assigning || (opened && property) ? namesSet(expression) : [];
}

/** The names of a part; none for what always stays. */
function namesOf(node: ts.Node, { opened, assigning }: Shape): readonly string[] {
  const isOpened: Where = (name) => opened.has(name);
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name && directlyIn(node, isOpened) ? [node.name.text] : [];
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) && ts.isVariableStatement(node.parent.parent) && directlyIn(node.parent.parent, isOpened) ? [node.name.text] : [];
  if (ts.isMethodDeclaration(node) || ts.isGetAccessorDeclaration(node)) return ts.isClassDeclaration(node.parent) ? [node.name.getText()] : [];
  return ts.isExpressionStatement(node) ? namesSetBy(node, directlyIn(node, isOpened), directlyIn(node, (name) => name === assigning)) : [];
}

const declares = (node: ts.Node, child: ts.Node): boolean => (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && child === node.name;

/** All parts of the source, the first of them what always stays. A word counts as a mention wherever it stands: too much is kept rather than too little. */
function partsOf(source: ts.SourceFile, wanted: readonly string[], shape: Shape): readonly Part[] {
  const always: Part = { node: source, names: [], mentions: new Set(wanted) };
  const parts = [always];
  const collect = (node: ts.Node, around: Part): void => {
    const names = namesOf(node, shape);
    const part = names.length > 0 ? { node, names, mentions: new Set<string>() } : around;
    if (part !== around) parts.push(part);
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) part.mentions.add(shape.spelled(node.text));
    ts.forEachChild(node, (child) => {
      if (!declares(node, child)) collect(child, part);
    });
  };
  ts.forEachChild(source, (child) => collect(child, always));
  return parts;
}

/** Those reached from what always stays, over what they mention. */
function reached(parts: readonly Part[]): ReadonlySet<Part> {
  const kept = new Set(parts.slice(0, 1));
  const mentioned = new Set(parts[0]?.mentions);
  for (let before = 0; before < kept.size; ) {
    before = kept.size;
    for (const part of parts) {
      if (kept.has(part) || !part.names.some((name) => mentioned.has(name))) continue;
      kept.add(part);
      part.mentions.forEach((name) => mentioned.add(name));
    }
  }
  return kept;
}

function without(source: ts.SourceFile, dropped: ReadonlySet<ts.Node>): string {
  const drop: ts.TransformerFactory<ts.SourceFile> = (context) => {
    const visit = (node: ts.Node): ts.Node | undefined => {
      if (dropped.has(node)) return undefined;
      const visited = ts.visitEachChild(node, visit, context);
      return ts.isVariableStatement(visited) && visited.declarationList.declarations.length === 0 ? undefined : visited;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
  const { transformed } = ts.transform(source, [drop]);
  return transformed.map((file) => ts.createPrinter().printFile(file)).join('');
}

/**
 * A script without the declarations, methods and assignments that nothing reaches from what is wanted of it.
 * @throws Error when something wanted is not there.
 */
export function reachedParts(code: string, wanted: readonly string[], shape: Shape): string {
  const source = ts.createSourceFile('script.js', code, ts.ScriptTarget.Latest, true);
  const parts = partsOf(source, wanted, shape);
  const known = new Set(parts.flatMap(({ names }) => names));
  const missing = wanted.filter((name) => !known.has(name));
  if (missing.length > 0) throw new Error(`the script has no ${missing.join(', ')}`);
  const kept = reached(parts);
  return without(source, new Set(parts.filter((part) => !kept.has(part)).map(({ node }) => node)));
}
