/* As much of better-sqlite3 as mem0ai's store uses, on the SQLite that Node brings: the real one must be compiled. */
const { DatabaseSync } = require('node:sqlite');

module.exports = class Database {
  constructor(file) {
    this.db = new DatabaseSync(file);
  }
  exec(sql) {
    this.db.exec(sql);
    return this;
  }
  pragma(text) {
    return this.db.prepare(`PRAGMA ${text}`).all();
  }
  prepare(sql) {
    return this.db.prepare(sql);
  }
  transaction(work) {
    return (...args) => {
      this.db.exec('BEGIN');
      const result = work(...args);
      this.db.exec('COMMIT');
      return result;
    };
  }
  close() {
    this.db.close();
  }
};
