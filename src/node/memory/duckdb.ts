import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export interface Duckdb {
  readonly connection: DuckDBConnection;
  close(): void;
}

/**
 * A DuckDB that lives in memory only and can open the files named here and nothing else: no spill to disk, no
 * extensions, no network, no other file, and no statement can undo that.
 */
export async function openDuckdb(files: readonly string[]): Promise<Duckdb> {
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    enable_external_file_cache: 'false',
    threads: '2',
  });
  const connection = await instance.connect();
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
  await connection.run(`SET allowed_paths = [${list}]`);
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
