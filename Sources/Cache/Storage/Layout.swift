import GRDB

/// The tables of the cache file, and the steps that made them.
///
///     run ──< record        what became of a stage in a run; `key` names its result
///      │
///      └──< look            a reading of test targets; never removed
///
///     result ──< output     name, format and digest; the digest names a blob
///        ├─────< metric
///        └─────< job        keys of the job results that a stage's result used
///
///     blob ──< chunk        bytes by digest, 1 MiB a chunk; a blob whose bytes are bad has
///                           `problem` set and is put aside: another may take its digest
///
///     picture               SVG by (figure, theme, gnuplot)
///     page                  digest of the HTML by what it was made from
///     written_file          every digest the program itself wrote at a path
///
/// A digest is a BLOB of 32 bytes, a time is UTC text, an undefined number is NULL. `key` and
/// `digest` are no foreign keys: a result may be gone while its records and looks stay.
/// The views at the end are for people and other programs; their names and columns stay.
enum Layout {
  /// "WBCH": tells a cache from other SQLite files.
  static let applicationID = 0x5742_4348

  /// The number of the newest layout; the file keeps it as `user_version`.
  static let version = 1

  /// The steps from nothing to the newest layout.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 results, blobs, runs", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: results)
      try db.execute(sql: runs)
      try db.execute(sql: views)
      try db.execute(
        sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    return migrator
  }

  /// The present time as the file keeps it.
  static let now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

  private static let results = """
    CREATE TABLE blob (
      id INTEGER PRIMARY KEY,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      byte_count INTEGER NOT NULL,
      problem TEXT,
      found_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX blob_by_digest ON blob (digest) WHERE problem IS NULL;
    CREATE TABLE chunk (
      id INTEGER PRIMARY KEY,
      blob_id INTEGER NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE (blob_id, position)
    ) STRICT;
    CREATE TABLE result (
      id INTEGER PRIMARY KEY,
      key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
      kind TEXT NOT NULL,
      revision INTEGER NOT NULL,
      is_job INTEGER NOT NULL,
      seconds REAL NOT NULL,
      cpu_seconds REAL NOT NULL,
      machine TEXT NOT NULL,
      committed_at TEXT NOT NULL,
      log TEXT NOT NULL
    ) STRICT;
    CREATE TABLE output (
      result_id INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      format TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      byte_count INTEGER NOT NULL,
      PRIMARY KEY (result_id, position),
      UNIQUE (result_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE metric (
      result_id INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      model TEXT NOT NULL,
      rows TEXT NOT NULL,
      metric TEXT NOT NULL,
      value REAL,
      low REAL,
      high REAL,
      count INTEGER NOT NULL,
      PRIMARY KEY (result_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE job (
      result_id INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 32),
      PRIMARY KEY (result_id, position)
    ) STRICT, WITHOUT ROWID;
    """

  private static let runs = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      analysis TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      outcome TEXT,
      command TEXT NOT NULL,
      version TEXT NOT NULL,
      machine TEXT NOT NULL
    ) STRICT;
    CREATE INDEX run_by_analysis ON run (analysis, id);
    CREATE TABLE record (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id),
      analysis TEXT NOT NULL,
      stage TEXT NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 32),
      outcome TEXT NOT NULL,
      record TEXT NOT NULL,
      reasons TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX record_by_stage ON record (analysis, stage, id);
    CREATE INDEX record_by_run ON record (run_id, id);
    CREATE TABLE look (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id),
      analysis TEXT NOT NULL,
      stage TEXT NOT NULL,
      result_key BLOB NOT NULL CHECK (length(result_key) = 32),
      model BLOB NOT NULL CHECK (length(model) = 32),
      rows BLOB NOT NULL CHECK (length(rows) = 32),
      at TEXT NOT NULL,
      UNIQUE (result_key, run_id, model, rows)
    ) STRICT;
    CREATE INDEX look_by_rows ON look (rows, model, id);
    CREATE TRIGGER look_stays BEFORE DELETE ON look
      BEGIN SELECT RAISE (ABORT, 'a look is never removed'); END;
    CREATE TABLE picture (
      key BLOB PRIMARY KEY CHECK (length(key) = 32),
      svg TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE page (
      key BLOB PRIMARY KEY CHECK (length(key) = 32),
      html_digest BLOB NOT NULL CHECK (length(html_digest) = 32),
      path TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE written_file (
      path TEXT NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      at TEXT NOT NULL,
      PRIMARY KEY (path, digest)
    ) STRICT, WITHOUT ROWID;
    """

  private static let views = """
    CREATE VIEW runs AS
      SELECT id AS run, analysis, started_at, ended_at, outcome, command, version, machine
      FROM run;
    CREATE VIEW stages AS
      SELECT record.run_id AS run, record.analysis, record.stage, result.kind, record.outcome,
        lower(hex(record.key)) AS key, result.revision, result.seconds, result.cpu_seconds,
        result.committed_at, record.at, record.reasons, record.record
      FROM record LEFT JOIN result ON result.key = record.key;
    CREATE VIEW jobs AS
      SELECT lower(hex(stage.key)) AS stage_key, stage.kind AS stage_kind, job.position,
        lower(hex(job.key)) AS key, result.kind, result.revision, result.seconds,
        result.cpu_seconds, result.committed_at
      FROM job JOIN result AS stage ON stage.id = job.result_id
        LEFT JOIN result ON result.key = job.key;
    CREATE VIEW trials AS
      SELECT stage_key, position AS trial, key AS job_key, seconds, cpu_seconds, committed_at
      FROM jobs WHERE stage_kind = 'search';
    CREATE VIEW metrics AS
      SELECT lower(hex(result.key)) AS key, result.kind, metric.model, metric.rows,
        metric.metric, metric.value, metric.low, metric.high, metric.count, result.committed_at
      FROM metric JOIN result ON result.id = metric.result_id;
    CREATE VIEW looks AS
      SELECT run_id AS run, analysis, stage, lower(hex(model)) AS model,
        lower(hex(rows)) AS rows, lower(hex(result_key)) AS result_key, at
      FROM look;
    """
}
