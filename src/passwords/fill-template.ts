/**
 * Puts password and salt into a template of the `pf=` kind, such as `{SALT}:{PASSWORD}`, at every
 * place that names them. What was put in is not looked at again. On bytes: a salt need not be text.
 */
export function fillTemplate(template: Buffer, values: { salt: Buffer; password: Buffer }): Buffer {
  const pieces = template.toString('latin1').split(/(\{SALT\}|\{PASSWORD\})/);
  return Buffer.concat(
    pieces.map((piece) => {
      if (piece === '{SALT}') return values.salt;
      return piece === '{PASSWORD}' ? values.password : Buffer.from(piece, 'latin1');
    }),
  );
}
