import type { KratosAdmin } from './admin.ts';
import { explainRefusedChange } from './explain-refused-change.ts';
import { setState } from './set-state.ts';

/** Makes a locked account active again; its sessions are what they were. */
export async function unlockIdentity(kratos: KratosAdmin, identityId: string): Promise<void> {
  try {
    await setState(kratos, identityId, 'active');
  } catch (error) {
    throw explainRefusedChange(error, identityId);
  }
}
