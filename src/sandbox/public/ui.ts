/** The form that a self-service flow asks its caller to show. */
export interface FormContainer {
  readonly action: string;
  readonly method: 'POST';
  nodes: FormNode[];
  messages?: Message[];
}

export interface FormNode {
  readonly type: 'input';
  readonly group: 'default' | 'password' | 'code' | 'link' | 'totp' | 'lookup_secret';
  readonly attributes: InputAttributes;
  messages: Message[];
  readonly meta: { readonly label?: Message };
}

export interface InputAttributes {
  readonly name: string;
  readonly type: 'hidden' | 'text' | 'password' | 'email' | 'submit';
  value?: string;
  readonly required?: true;
  readonly autocomplete?: string;
  readonly pattern?: string;
  readonly disabled: false;
  readonly maxlength?: number;
  readonly node_type: 'input';
}

export interface Message {
  readonly id: number;
  readonly text: string;
  readonly type: 'info' | 'error';
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A form that is posted to the flow `flowId` of `route`. */
export function formOf(
  publicUrl: string,
  route: 'login' | 'recovery',
  flowId: string,
  nodes: FormNode[],
): FormContainer {
  return { action: `${publicUrl}/self-service/${route}?flow=${flowId}`, method: 'POST', nodes };
}

export function inputNode(
  group: FormNode['group'],
  attributes: Omit<InputAttributes, 'disabled' | 'node_type'>,
  label?: Message,
): FormNode {
  return {
    type: 'input',
    group,
    attributes: { ...attributes, disabled: false, node_type: 'input' },
    messages: [],
    meta: label === undefined ? {} : { label },
  };
}

/** API flows carry an empty anti-CSRF token; the sandbox does not use it in browser flows either. */
export function csrfNode(): FormNode {
  return inputNode('default', { name: 'csrf_token', type: 'hidden', value: '', required: true });
}

/** Takes all messages off a form. */
export function clearMessages(form: FormContainer): void {
  delete form.messages;
  for (const node of form.nodes) node.messages = [];
}

/** Puts a message on a field of the form, or above the form when it concerns no field. */
export function addMessage(form: FormContainer, message: Message, field?: string): void {
  const node = form.nodes.find(({ attributes }) => attributes.name === field);
  if (node === undefined) form.messages = [...(form.messages ?? []), message];
  else node.messages.push(message);
}
