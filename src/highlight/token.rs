//! The kinds of tokens and their CSS classes, which are Rouge's.

macro_rules! tokens {
    ($($name:ident $class:literal $doc:literal;)*) => {
        /// A kind of token. Each is named after its CSS class with a capital first letter: a short name for lexers, and
        /// the one seen in Rouge's output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Token {
            /// Text without a class: it is not wrapped.
            Text,
            /// Text that Rouge omits: it is not written.
            Omitted,
            $(#[doc = $doc] $name,)*
        }

        impl Token {
            /// Every token that has a class.
            pub const ALL: &[Token] = &[$(Token::$name),*];

            /// The token with this CSS class.
            pub(crate) fn of_class(class: &str) -> Option<Token> {
                Token::ALL.iter().copied().find(|token| token.class() == class)
            }

            /// The CSS class; empty for [`Token::Text`].
            pub fn class(self) -> &'static str {
                match self {
                    Token::Text | Token::Omitted => "",
                    $(Token::$name => $class,)*
                }
            }
        }
    };
}

tokens! {
    W "w" "White space.";
    Esc "esc" "Escape.";
    Err "err" "Text that no rule matches.";
    X "x" "Other.";
    K "k" "Keyword.";
    Kc "kc" "Keyword, constant.";
    Kd "kd" "Keyword, declaration.";
    Kn "kn" "Keyword, namespace.";
    Kp "kp" "Keyword, pseudo.";
    Kr "kr" "Keyword, reserved.";
    Kt "kt" "Keyword, type.";
    Kv "kv" "Keyword, variable.";
    N "n" "Name.";
    Na "na" "Name of an attribute.";
    Nb "nb" "Name of a builtin.";
    Bp "bp" "Name of a pseudo builtin.";
    Nc "nc" "Name of a class.";
    No "no" "Name of a constant.";
    Nd "nd" "Name of a decorator.";
    Ni "ni" "Name of an entity.";
    Ne "ne" "Name of an exception.";
    Nf "nf" "Name of a function.";
    Fm "fm" "Name of a magic function.";
    Py "py" "Name of a property.";
    Nl "nl" "Label.";
    Nn "nn" "Namespace.";
    Nx "nx" "Other name.";
    Nt "nt" "Name of a tag.";
    Nv "nv" "Variable.";
    Vc "vc" "Variable of a class.";
    Vg "vg" "Global variable.";
    Vi "vi" "Variable of an instance.";
    Vm "vm" "Magic variable.";
    L "l" "Literal.";
    Ld "ld" "Date.";
    S "s" "String.";
    Sa "sa" "Affix of a string.";
    Sb "sb" "String in backticks.";
    Sc "sc" "Character.";
    Dl "dl" "Delimiter of a string.";
    Sd "sd" "Documentation string.";
    S2 "s2" "String in double quotes.";
    Se "se" "Escape in a string.";
    Sh "sh" "Heredoc.";
    Si "si" "Interpolation in a string.";
    Sx "sx" "Other string.";
    Sr "sr" "Regular expression.";
    S1 "s1" "String in single quotes.";
    Ss "ss" "Symbol.";
    M "m" "Number.";
    Mb "mb" "Binary number.";
    Mf "mf" "Number with a fraction.";
    Mh "mh" "Hexadecimal number.";
    Mi "mi" "Integer.";
    Il "il" "Long integer.";
    Mo "mo" "Octal number.";
    Mx "mx" "Other number.";
    O "o" "Operator.";
    Ow "ow" "Operator that is a word.";
    P "p" "Punctuation.";
    Pi "pi" "Punctuation that indicates.";
    C "c" "Comment.";
    Ch "ch" "Hash-bang line.";
    Cd "cd" "Documentation comment.";
    Cm "cm" "Comment of several lines.";
    Cp "cp" "Preprocessor.";
    Cpf "cpf" "File of a preprocessor directive.";
    C1 "c1" "Comment of one line.";
    Cs "cs" "Special comment.";
    G "g" "Generic.";
    Gd "gd" "Deleted.";
    Ge "ge" "Emphasis.";
    Ges "ges" "Strong emphasis.";
    Gr "gr" "Error message.";
    Gh "gh" "Heading.";
    Gi "gi" "Inserted.";
    Go "go" "Output of a program.";
    Gp "gp" "Prompt.";
    Gs "gs" "Strong.";
    Gu "gu" "Subheading.";
    Gt "gt" "Traceback.";
    Gl "gl" "Line number.";
}
