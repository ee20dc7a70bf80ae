//! Digdag's workflows, which are YAML.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::lexers::yaml;
use crate::token::Token::*;

/// Rouge's `digdag`.
pub(crate) static LEXER: Lexer = Lexer::new("digdag", define);

const OPERATORS: &str = "call|loop|for_each|if|fail|echo|td|td_run|td_ddl|td_load|td_for_each|td_wait|td_wait_table|\
    td_partial_delete|td_table_export|pg|mail|http|s3_wait|redshift|redshift_load|redshift_unload|emr|gcs_wait|bq|bq_ddl|\
    bq_extract|bq_load|sh|py|rb|embulk";

fn define(d: &mut LexerBuilder) {
    yaml::define(d);
    d.prepend("line", |s| {
        s.call(format!("((?:{OPERATORS})>|_do|_parallel)(:)"), |ctx| {
            ctx.group_token(1, Kr);
            ctx.group_token(2, Pi);
            yaml::open_block(ctx);
        })
        .followed_by(r"\s|$");
    });
}
