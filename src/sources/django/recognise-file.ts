import type { FileHead } from '../source.ts';

/**
 * `dump` for what dumpdata writes (JSON, JSON lines), `users` for the table auth_user or one like it, or the name of a
 * model for a table of django-allauth or django-otp.
 */
export function djangoRole({ columns, first }: FileHead): string | undefined {
  if (first !== undefined) return isDumpObject(first) ? 'dump' : undefined;
  const has = (...names: readonly string[]): boolean => names.every((name) => columns.includes(name));
  if (has('password') && userColumns.filter((name) => columns.includes(name)).length >= 2) return 'users';
  if (has('user_id', 'email', 'verified', 'primary')) return 'account.emailaddress';
  if (has('user_id', 'provider', 'uid', 'extra_data')) {
    return has('date_joined') ? 'socialaccount.socialaccount' : 'social_django.usersocialauth';
  }
  if (has('user_id', 'key', 'step', 't0', 'digits', 'confirmed')) return 'otp_totp.totpdevice';
  return undefined;
}

function isDumpObject({ model, fields }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof model === 'string' && /^\w+\.\w+$/.test(model) && typeof fields === 'object' && fields !== null
  );
}

/** Of AbstractBaseUser, PermissionsMixin and AbstractUser; other systems have a password and a user name, too. */
const userColumns = ['last_login', 'is_superuser', 'is_staff', 'is_active', 'date_joined'];
