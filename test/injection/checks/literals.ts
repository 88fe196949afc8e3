/** The values that the literals of generated code stand for. */
import ts from "typescript";

/** The value of a literal; names stand for the constants of `scope`. @throws {Error} it is no literal */
export function valueOf(node: ts.Expression, scope: ReadonlyMap<string, unknown> = new Map()): unknown {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll("_", ""));
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((each) => valueOf(each, scope));
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(node.properties.map((property) => entryOf(property, scope)));
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return -Number(valueOf(node.operand));
  }
  if (ts.isIdentifier(node) && scope.has(node.text)) return scope.get(node.text);
  const words = new Map<ts.SyntaxKind, unknown>([
    [ts.SyntaxKind.TrueKeyword, true],
    [ts.SyntaxKind.FalseKeyword, false],
    [ts.SyntaxKind.NullKeyword, null],
  ]);
  if (!words.has(node.kind)) throw new Error(`not a literal: ${node.getText()}`);
  return words.get(node.kind);
}

function entryOf(
  property: ts.ObjectLiteralElementLike,
  scope: ReadonlyMap<string, unknown>,
): [string, unknown] {
  if (ts.isShorthandPropertyAssignment(property)) return [property.name.text, valueOf(property.name, scope)];
  if (!ts.isPropertyAssignment(property)) throw new Error(`not a property: ${property.getText()}`);
  return [keyOf(property.name), valueOf(property.initializer, scope)];
}

/** The key that a property's name stands for. A bare `__proto__` would set the prototype. */
export function keyOf(name: ts.PropertyName): string {
  if (ts.isComputedPropertyName(name)) return String(valueOf(name.expression));
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) {
    if (name.text === "__proto__") throw new Error("a property sets the prototype");
    return name.text;
  }
  return name.getText();
}
