import type { Source, SourceName } from './source.ts';

/** The module of a source, loaded when it is wanted. */
export function loadSource(name: SourceName): Promise<Source> {
  return modules[name]();
}

const modules: Readonly<Record<SourceName, () => Promise<Source>>> = {
  auth0: () => import('./auth0/auth0.ts'),
  keycloak: () => import('./keycloak/keycloak.ts'),
  firebase: () => import('./firebase/firebase.ts'),
  django: () => import('./django/django.ts'),
  wordpress: () => import('./wordpress/wordpress.ts'),
  supabase: () => import('./supabase/supabase.ts'),
  clerk: () => import('./clerk/clerk.ts'),
  fusionauth: () => import('./fusionauth/fusionauth.ts'),
  ldif: () => import('./ldif/ldif.ts'),
  csv: () => import('./csv/csv.ts'),
  kratos: () => import('./kratos/kratos.ts'),
};
