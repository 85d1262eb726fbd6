package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kv/bindings"
)

const (
	schema = `CREATE TABLE IF NOT EXISTS entries (
  space TEXT NOT NULL,
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  expires INTEGER,
  PRIMARY KEY (space, name)
) WITHOUT ROWID`
	read   = "SELECT value, expires FROM entries WHERE space = ? AND name = ?"
	write  = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)"
	remove = "DELETE FROM entries WHERE space = ? AND name = ?"
)

// sqliteOptions says how a file is opened.
type sqliteOptions struct {
	readOnly bool
	// How long to wait for who else is writing.
	patience time.Duration
}

// sqliteDatabase is a file of SQLite. Every call is a transaction of its own.
type sqliteDatabase struct {
	connection *sql.DB
}

// openSqlite opens the file.
func openSqlite(file string, options sqliteOptions) (*sqliteDatabase, error) {
	query := url.Values{"_pragma": {fmt.Sprintf("busy_timeout(%d)", options.patience.Milliseconds())}}
	if options.readOnly {
		query.Set("mode", "ro")
	}
	connection, err := sql.Open("sqlite", "file:"+url.PathEscape(file)+"?"+query.Encode())
	if err != nil {
		return nil, err
	}
	// Pragmas that tests set belong to a connection.
	connection.SetMaxOpenConns(1)
	if !options.readOnly {
		if _, err := connection.Exec(schema); err != nil {
			return nil, errors.Join(err, connection.Close())
		}
	}
	return &sqliteDatabase{connection}, nil
}

// NewTable gives the table of a space.
func (d *sqliteDatabase) NewTable(_ context.Context, space string) (kv.Table, error) {
	return &sqliteTable{d.connection, space}, nil
}

// Close closes the file.
func (d *sqliteDatabase) Close() error {
	return d.connection.Close()
}

// sqliteTable is the rows of one space.
type sqliteTable struct {
	connection *sql.DB
	space      string
}

// Read gives the item of this name.
func (t *sqliteTable) Read(ctx context.Context, name string) (*kv.Item, error) {
	item := &kv.Item{}
	err := t.connection.QueryRowContext(ctx, read, t.space, name).Scan(&item.Value, &item.Expires)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return item, err
}

// Write puts an item under this name.
func (t *sqliteTable) Write(ctx context.Context, name string, item kv.Item) error {
	var expires any
	if item.Expires != nil {
		expires = int64(*item.Expires)
	}
	if item.Value == nil {
		item.Value = []byte{}
	}
	_, err := t.connection.ExecContext(ctx, write, t.space, name, item.Value, expires)
	var failed *sqlite.Error
	if errors.As(err, &failed) {
		return &kv.FailureError{Payload: failure(failed)}
	}
	return err
}

// Remove takes the item of this name away.
func (t *sqliteTable) Remove(ctx context.Context, name string) (bool, error) {
	done, err := t.connection.ExecContext(ctx, remove, t.space, name)
	if err != nil {
		return false, err
	}
	count, err := done.RowsAffected()
	return count > 0, err
}

// failure is what the component is told.
func failure(err *sqlite.Error) kv.Failure {
	switch err.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return kv.FailureLocked{}
	case sqlite3.SQLITE_READONLY:
		return kv.FailureReadOnly{}
	case sqlite3.SQLITE_FULL:
		return kv.FailureFull{}
	}
	return kv.FailureOther{Value: err.Error()}
}
