import * as path from 'node:path';
import { type Digest, fail, fromHex, hex, utf8, utf8Text } from '#kernel';
import { runName } from './folder.ts';
import type { NodeView } from './node.ts';

type Held = Pick<NodeView, 'folder' | 'services'>;

/** One run's secrets at this node. `intake` and `operator` are the operator's; the others are an input's sender's. */
export type SecretKind = 'intake' | 'operator' | 'reply' | 'returns' | 'answers' | 'subjects';

export interface SecretName {
  readonly agreement: Digest;
  readonly run: number;
  readonly kind: SecretKind;
  readonly input?: string;
}

const fileOf = ({ folder }: Held, { agreement, run, kind, input }: SecretName): string =>
  path.join(
    folder.identities,
    [runName(agreement, run), ...(input === undefined ? [] : [input]), kind].join('.'),
  );

/** Keeps a one-run secret, readable by its owner only. */
export const keepSecret = (node: Held, name: SecretName, secret: string): void =>
  node.services.files.write(fileOf(node, name), utf8(secret));

export function findSecret(node: Held, name: SecretName): string | undefined {
  const bytes = node.services.files.read(fileOf(node, name));
  return bytes === undefined ? undefined : utf8Text(bytes);
}

/** Throws `NODE_SECRET_DESTROYED`. */
export const secretOf = (node: Held, name: SecretName): string =>
  findSecret(node, name) ?? fail('NODE_SECRET_DESTROYED', { kind: name.kind, run: name.run });

/** Overwrites and removes a secret. False when there was none. */
export const destroySecret = (node: Held, name: SecretName): boolean =>
  node.services.files.erase(fileOf(node, name));

/** Every age identity that this node still holds, of whatever run. */
export function allIdentities({ folder, services }: Held): readonly string[] {
  return services.files
    .list(folder.identities)
    .filter((file) => !file.endsWith('.subjects') && !file.endsWith('.part'))
    .flatMap((file) => {
      const bytes = services.files.read(path.join(folder.identities, file));
      return bytes === undefined ? [] : [utf8Text(bytes)];
    });
}

export const newSubjectSecret = ({ services }: Held): string => hex(services.randomBytes(32));

export const subjectSecret = (node: Held, name: Omit<SecretName, 'kind'>): Uint8Array | undefined => {
  const text = findSecret(node, { ...name, kind: 'subjects' });
  return text === undefined ? undefined : fromHex(text);
};
