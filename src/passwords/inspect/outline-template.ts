/**
 * A template as far as it may be shown, such as `{SALT}<1 byte>{PASSWORD}`: what stands around the placeholders can be
 * a pepper, and every salt would be a poor one without it.
 */
export function outlineTemplate(template: Buffer): string {
  const pieces = template.toString('latin1').split(/(\{SALT\}|\{PASSWORD\})/);
  const outline = pieces.slice(0, mostPieces).map((piece) => {
    if (piece === '' || piece === '{SALT}' || piece === '{PASSWORD}') return piece;
    return piece.length === 1 ? '<1 byte>' : `<${piece.length} bytes>`;
  });
  return outline.join('') + (pieces.length > mostPieces ? '…' : '');
}

const mostPieces = 16;
