import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface Duckdb {
  readonly connection: DuckDBConnection;
  close(): void;
}

/**
 * A DuckDB of one thread that lives in memory only and can open the file named here and nothing else: no spill to disk,
 * no extensions, no network, no other file, and no statement can undo that. One thread, because then rows come in order.
 */
export async function openDuckdb(file: string): Promise<Duckdb> {
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    enable_external_file_cache: 'false',
    threads: '1',
  });
  const connection = await instance.connect();
  await connection.run(`SET allowed_paths = [${literal(file)}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
