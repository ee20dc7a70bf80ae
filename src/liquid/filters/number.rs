//! Numbers as Liquid's arithmetic has them: integers of any size, and decimals where Ruby's `BigDecimal` is used.

use crate::compare::{self, MOST_DIGITS};
use crate::text_of;
use num_bigint::{BigInt, Sign};
use recto_diag::{Code, Diagnostic, Result};
use recto_value::{Value, print};
use std::cmp::Ordering;
use std::sync::Arc;

/// Digits after the point that a division keeps beyond those of its operands: more than a float can hold.
const QUOTIENT: u32 = 40;

fn too_many_digits() -> Box<Diagnostic> {
    crate::budget::too_large("a number of more than 50,000 digits")
}

/// A number in arithmetic (`Utils.to_number`).
#[derive(Clone, Debug)]
pub(super) enum Number {
    /// An integer.
    Int(BigInt),
    /// `digits / 10^scale`.
    Decimal { digits: BigInt, scale: u32 },
    /// Infinity or not a number.
    Strange(f64),
}

impl Number {
    /// A value as a number: floats and texts such as `1.5` as decimals, other texts by their leading digits, all else 0.
    ///
    /// # Errors
    ///
    /// A text of more than [`MOST_DIGITS`] digits.
    pub(super) fn of(value: &Value) -> Result<Self> {
        Ok(match value {
            Value::Int(number) => Self::Int(BigInt::from(*number)),
            Value::Big(number) => Self::Int((**number).clone()),
            Value::Float(number) if !number.is_finite() => Self::Strange(*number),
            Value::Float(number) => {
                let mut text = String::new();
                print::float(&mut text, *number);
                decimal(&text)
            }
            Value::Str(text) => {
                let stripped = text.trim_matches(|c| matches!(c, '\0' | '\t'..='\r' | ' '));
                let digits = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'_');
                if stripped.len() > MOST_DIGITS && stripped.as_bytes()[..MOST_DIGITS].iter().all(digits) {
                    return Err(too_many_digits());
                }
                match is_decimal(stripped) {
                    true => decimal(stripped),
                    false => return Self::of(&compare::integer_prefix(text)),
                }
            }
            _ => Self::Int(BigInt::ZERO),
        })
    }

    /// The same, unless it has more than [`MOST_DIGITS`] digits, which take quadratic time to print.
    pub(super) fn bounded(self) -> Result<Self> {
        let bits = match &self {
            Self::Int(number) => number.bits(),
            Self::Decimal { digits, .. } => digits.bits(),
            Self::Strange(_) => 0,
        };
        // A decimal digit takes 3.3 bits.
        match bits / 10 * 3 > MOST_DIGITS as u64 {
            true => Err(too_many_digits()),
            false => Ok(self),
        }
    }

    /// The number as a value; decimals become floats.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Int(number) => integer(number.clone()),
            Self::Decimal { .. } | Self::Strange(_) => Value::Float(self.float()),
        }
    }

    pub(super) fn float(&self) -> f64 {
        match self {
            Self::Int(number) => compare::big_float(number),
            Self::Decimal { digits, scale } => format!("{digits}e-{scale}").parse().unwrap_or(f64::NAN),
            Self::Strange(number) => *number,
        }
    }

    fn is_strange(&self) -> bool {
        matches!(self, Self::Strange(_))
    }

    /// Both as digits of one scale, and that scale.
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, u32) {
        let scale = self.scale().max(other.scale());
        (self.digits_at(scale), other.digits_at(scale), scale)
    }

    fn scale(&self) -> u32 {
        match self {
            Self::Decimal { scale, .. } => *scale,
            _ => 0,
        }
    }

    fn digits_at(&self, wanted: u32) -> BigInt {
        match self {
            Self::Int(number) => number * power(wanted),
            Self::Decimal { digits, scale } => digits * power(wanted - scale),
            Self::Strange(_) => BigInt::ZERO,
        }
    }

    /// The result of an operation: an integer where both sides are.
    fn like(&self, other: &Self, digits: BigInt, scale: u32) -> Self {
        match (self, other) {
            (Self::Int(_), Self::Int(_)) => Self::Int(digits),
            _ => Self::Decimal { digits, scale },
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        if self.is_strange() || other.is_strange() {
            return Self::Strange(self.float() + other.float());
        }
        let (a, b, scale) = self.aligned(other);
        self.like(other, a + b, scale)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        if self.is_strange() || other.is_strange() {
            return Self::Strange(self.float() - other.float());
        }
        let (a, b, scale) = self.aligned(other);
        self.like(other, a - b, scale)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        if self.is_strange() || other.is_strange() {
            return Self::Strange(self.float() * other.float());
        }
        let digits = self.digits_at(self.scale()) * other.digits_at(other.scale());
        self.like(other, digits, self.scale() + other.scale())
    }

    /// Division of integers rounds down; division of an integer by zero is an error.
    pub(super) fn divided_by(&self, other: &Self) -> Option<Self> {
        if self.is_strange() || other.is_strange() {
            return Some(Self::Strange(self.float() / other.float()));
        }
        let (a, b, _) = self.aligned(other);
        if b.sign() == Sign::NoSign {
            // Decimals know infinity, integers do not.
            return match (self, other) {
                (Self::Int(_), Self::Int(_)) => None,
                _ => Some(Self::Strange(self.float() / 0.0)),
            };
        }
        Some(match (self, other) {
            (Self::Int(_), Self::Int(_)) => Self::Int(floor_division(&a, &b)),
            _ => {
                let extra = QUOTIENT + u32::try_from(b.bits() / 3).unwrap_or(0);
                Self::Decimal {
                    digits: a * power(extra) / b,
                    scale: extra,
                }
            }
        })
    }

    /// The rest, with the sign of the divisor; none by zero.
    pub(super) fn modulo(&self, other: &Self) -> Option<Self> {
        if self.is_strange() || other.is_strange() {
            return Some(Self::Strange(f64::NAN));
        }
        let (a, b, scale) = self.aligned(other);
        if b.sign() == Sign::NoSign {
            return None;
        }
        let rest = &a - floor_division(&a, &b) * &b;
        Some(self.like(other, rest, scale))
    }

    pub(super) fn abs(&self) -> Self {
        match self {
            Self::Int(number) => Self::Int(BigInt::from(number.magnitude().clone())),
            Self::Decimal { digits, scale } => Self::Decimal {
                digits: BigInt::from(digits.magnitude().clone()),
                scale: *scale,
            },
            Self::Strange(number) => Self::Strange(number.abs()),
        }
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        if self.is_strange() || other.is_strange() {
            return self
                .float()
                .partial_cmp(&other.float())
                .unwrap_or(Ordering::Equal);
        }
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }

    /// The integer below; none for infinity.
    pub(super) fn floor(&self) -> Option<BigInt> {
        match self {
            Self::Int(number) => Some(number.clone()),
            Self::Decimal { digits, scale } => Some(floor_division(digits, &power(*scale))),
            Self::Strange(_) => None,
        }
    }

    /// The number rounded, halves away from zero, to `places` decimals (before it, if negative).
    pub(super) fn round(&self, places: i64) -> Self {
        let scale = i64::from(self.scale());
        if self.is_strange() || places >= scale {
            return self.clone();
        }
        // No number here has more digits than this.
        let dropped = u32::try_from((scale - places).min(100_000)).unwrap_or(0);
        let unit = power(dropped);
        let digits = self.digits_at(self.scale());
        let half = &unit / 2;
        let size: BigInt = (BigInt::from(digits.magnitude().clone()) + half) / &unit;
        let rounded = if digits.sign() == Sign::Minus { -size } else { size };
        match self {
            Self::Int(_) => Self::Int(rounded * unit),
            _ => match u32::try_from(places) {
                Ok(scale) => Self::Decimal {
                    digits: rounded,
                    scale,
                },
                Err(_) => Self::Decimal {
                    digits: rounded * power(u32::try_from(-places).unwrap_or(0)),
                    scale: 0,
                },
            },
        }
    }
}

/// An integer as a value.
pub(super) fn integer(number: BigInt) -> Value {
    match i64::try_from(&number) {
        Ok(small) => Value::Int(small),
        Err(_) => Value::Big(Arc::new(number)),
    }
}

fn power(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

fn floor_division(a: &BigInt, b: &BigInt) -> BigInt {
    let quotient = a / b;
    let exact = &quotient * b == *a;
    match !exact && (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus) {
        true => quotient - 1,
        false => quotient,
    }
}

/// `\A-?\d+\.\d+\z`
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned
        .split_once('.')
        .is_some_and(|(whole, part)| digits(whole) && digits(part))
}

/// Reads `-1.5` or `1.5e+20`.
fn decimal(text: &str) -> Number {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = [whole, part].concat().parse().unwrap_or_default();
    let scale = part.len() as i64 - exponent;
    match u32::try_from(scale) {
        Ok(scale) => Number::Decimal { digits, scale },
        Err(_) => Number::Decimal {
            digits: digits * power(u32::try_from(-scale).unwrap_or(0)),
            scale: 0,
        },
    }
}

/// `Utils.to_integer`: an integer, or a text that Ruby's `Integer()` reads (`12`, `0x1f`, `1_000`).
pub fn to_integer(value: &Value) -> Result<i64> {
    if let Value::Int(number) = value {
        return Ok(*number);
    }
    read_integer(&text_of(value))
        .ok_or_else(|| Box::new(Diagnostic::error(Code::InvalidArgument, "invalid integer")))
}

fn read_integer(text: &str) -> Option<i64> {
    let text = text.trim_matches(|c| matches!(c, '\t'..='\r' | ' '));
    let (sign, digits) = match text.as_bytes() {
        [b'-', ..] => ("-", &text[1..]),
        [b'+', ..] => ("", &text[1..]),
        _ => ("", text),
    };
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', b'd', ..] => (10, &lower[2..]),
        [b'0', _, ..] => (8, lower[1..].trim_start_matches('_')),
        _ => (10, &*lower),
    };
    let tidy = !digits.starts_with(['_', '-', '+']) && !digits.ends_with('_') && !digits.contains("__");
    tidy.then(|| i64::from_str_radix(&format!("{sign}{}", digits.replace('_', "")), radix).ok())?
}
