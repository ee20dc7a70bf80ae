//! `increment` and `decrement`: counters in a namespace of their own, shared by all templates.

use crate::{Context, Flow, Markup, Output, Parser, Render, compare};
use num_bigint::BigInt;
use recto_diag::{Code, Diagnostic, Result};
use recto_value::{Str, Value};
use std::sync::Arc;

#[derive(Debug)]
struct Count {
    name: Str,
    step: i64,
}

/// Reads `increment`: prints the counter, then adds one.
pub(super) fn increment<'t>(_: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let name = tag.text.trim().into();
    Ok(Box::new(Count { name, step: 1 }))
}

/// Reads `decrement`: takes one away, then prints the counter.
pub(super) fn decrement<'t>(_: &mut Parser<'t>, tag: Markup<'t>) -> Result<Box<dyn Render>> {
    let name = tag.text.trim().into();
    Ok(Box::new(Count { name, step: -1 }))
}

impl Render for Count {
    fn render(&self, context: &mut Context<'_>, out: &mut Output) -> Result<Flow> {
        let known = context
            .counters()
            .get(&self.name)
            .or_else(|| context.global(&self.name));
        let before = known.filter(Value::is_truthy).unwrap_or(Value::Int(0));
        let after = match &before {
            Value::Int(number) => match number.checked_add(self.step) {
                Some(sum) => Value::Int(sum),
                None => Value::Big(Arc::new(BigInt::from(*number) + self.step)),
            },
            Value::Big(number) => Value::Big(Arc::new(&**number + self.step)),
            Value::Float(number) => Value::Float(number + self.step as f64),
            other => {
                let message = format!(
                    "`{}` cannot be counted: it is a {}",
                    self.name,
                    compare::kind(other)
                );
                return Err(Box::new(Diagnostic::error(Code::InvalidArgument, message)));
            }
        };
        context.counters().set(&self.name, after.clone());
        context.write(if self.step > 0 { &before } else { &after }, out)?;
        Ok(Flow::Next)
    }
}
