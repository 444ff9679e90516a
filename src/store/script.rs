//! Statements that run in one go.
//!
//! Each statement would cost a round trip to sqlx's worker thread, and a turn takes a dozen: together they cost one.
//! Values are bound as they are, so that SQLite has nothing to take apart; but it compiles every text that it has not
//! seen lately. So rows come in pieces of few sizes, filled up with NULLs, and large pieces go by themselves: what is
//! put together of small ones is seldom new.
//!
//! Deliberately absent: statements that read, or whose parameters are not the rows they are about.

use std::sync::Arc;

use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, SqliteConnection, query_with};

use super::StoreError;

/// Rows in a small piece: the fewest that hold what is left.
const SMALL: [usize; 2] = [1, 8];
/// Rows in a large one: the most that is full, or else the last, filled up.
const LARGE: [usize; 2] = [256, 64];

/// Statements, each over all of its rows at once.
#[derive(Default)]
pub struct Script {
    pieces: Vec<Piece>,
}

/// What goes in one round trip.
#[derive(Default)]
struct Piece {
    sql: String,
    values: SqliteArguments,
    is_large: bool,
}

/// One row of a statement.
pub trait Row {
    /// How many values it has.
    const COLUMNS: usize;
    /// Adds its values.
    fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError>;
}

/// One value of a row.
pub trait Value {
    /// Adds it.
    fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError>;
}

impl Script {
    /// One more statement. `?` in it stands for the SELECT of its rows, whose columns are `column1`, `column2` and so on.
    /// The first is never NULL. Without rows there is nothing to run.
    pub fn add<R: Row>(
        &mut self,
        sql: &'static str,
        mut rows: impl ExactSizeIterator<Item = R>,
    ) -> Result<(), StoreError> {
        while rows.len() > 0 {
            let (size, is_large) = size_for(rows.len());
            let piece = self.piece(is_large);
            let rows_of =
                format!("SELECT * FROM (VALUES {}) WHERE column1 IS NOT NULL", placeholders(R::COLUMNS, size));
            piece.sql += &sql.replacen('?', &rows_of, 1);
            piece.sql += ";\n";
            piece.values.reserve(size * R::COLUMNS, 0);
            let filling = size.saturating_sub(rows.len()) * R::COLUMNS;
            rows.by_ref().take(size).try_for_each(|row| row.bind(&mut piece.values)).map_err(sqlx::Error::Encode)?;
            (0..filling).try_for_each(|_| piece.values.add(None::<i64>)).map_err(sqlx::Error::Encode)?;
        }
        Ok(())
    }

    /// Where the next statement goes.
    fn piece(&mut self, is_large: bool) -> &mut Piece {
        if is_large || self.pieces.last().is_none_or(|last| last.is_large) {
            self.pieces.push(Piece { is_large, ..Piece::default() });
        }
        let last = self.pieces.len() - 1;
        &mut self.pieces[last]
    }

    /// Runs the statements in order, up to the first that fails.
    pub async fn run(self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        for Piece { sql, values, .. } in self.pieces {
            // Made of constants only.
            query_with(AssertSqlSafe(sql), values).execute(&mut *connection).await?;
        }
        Ok(())
    }

    /// Runs them as a transaction. After an error it may be open still.
    pub async fn commit(mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        if self.pieces.first().is_none_or(|first| first.is_large) {
            self.pieces.insert(0, Piece::default());
        }
        self.pieces[0].sql.insert_str(0, "BEGIN IMMEDIATE;\n");
        self.piece(false).sql += "COMMIT";
        self.run(connection).await
    }
}

/// How many rows the next piece has when so many are left, and whether it is a large one.
fn size_for(rows: usize) -> (usize, bool) {
    match SMALL.into_iter().find(|size| rows <= *size) {
        Some(size) => (size, false),
        None => (LARGE.into_iter().find(|size| rows >= *size).unwrap_or(LARGE[1]), true),
    }
}

/// `(?, ?), (?, ?)`
fn placeholders(columns: usize, rows: usize) -> String {
    let row = format!("({}?), ", "?, ".repeat(columns.saturating_sub(1)));
    let mut all = row.repeat(rows);
    all.truncate(all.trim_end_matches(", ").len());
    all
}

// As sqlx takes a text of its own accord it is allocated twice: the text, and what shares it.
impl Value for &str {
    fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError> {
        values.add(Arc::<str>::from(self))
    }
}

impl Value for &String {
    fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError> {
        self.as_str().bind(values)
    }
}

impl Value for &Arc<str> {
    fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError> {
        values.add(Arc::clone(self))
    }
}

impl<V: Value> Value for Option<V> {
    fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError> {
        match self {
            Some(value) => value.bind(values),
            None => values.add(None::<i64>),
        }
    }
}

macro_rules! values {
    ($($taken:ty)+) => {$(
        impl Value for $taken {
            fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError> {
                values.add(self)
            }
        }
    )+};
}
values! { String bool u16 u32 i64 }

macro_rules! rows {
    ($(($($column:ident $index:tt)+))+) => {$(
        impl<$($column: Value),+> Row for ($($column,)+) {
            const COLUMNS: usize = [$($index),+].len();
            fn bind(self, values: &mut SqliteArguments) -> Result<(), BoxDynError> {
                $(self.$index.bind(values)?;)+
                Ok(())
            }
        }
    )+};
}
rows! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9)
}
