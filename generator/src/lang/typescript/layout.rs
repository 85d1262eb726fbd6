//! Lines that are too long, broken where prettier breaks them, so that formatting generated code
//! changes nothing.

/// The longest line that prettier leaves alone.
pub const WIDTH: usize = 80;

/// One level of indentation.
const STEP: usize = 2;

/// A type or expression with the places where it may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Never broken.
    Text(String),
    /// `head`, an opening bracket, items one a line, a closing bracket.
    Brackets(String, char, Vec<Layout>, char),
    /// Operands with `|` between them.
    Union(Vec<Layout>),
    /// A name and its type: `page?: number`.
    Annotated(String, Box<Layout>),
}

impl Layout {
    /// A piece that is never broken.
    pub fn text(text: impl Into<String>) -> Layout {
        Layout::Text(text.into())
    }

    /// `head<items>`
    pub fn generic(head: impl Into<String>, items: Vec<Layout>) -> Layout {
        Layout::Brackets(head.into(), '<', items, '>')
    }

    /// `head(items)`
    pub fn call(head: impl Into<String>, items: Vec<Layout>) -> Layout {
        Layout::Brackets(head.into(), '(', items, ')')
    }

    /// Operands with `|` between them; operands that are unions themselves are joined in.
    pub fn union(operands: Vec<Layout>) -> Layout {
        let operands = operands.into_iter().flat_map(|operand| match operand {
            Layout::Union(inner) => inner,
            other => vec![other],
        });
        let mut operands: Vec<Layout> = operands.collect();
        match operands.len() {
            1 => operands.remove(0),
            _ => Layout::Union(operands),
        }
    }

    /// All of it on one line.
    pub fn flat(&self) -> String {
        let join = |items: &[Layout], by: &str| items.iter().map(Layout::flat).collect::<Vec<_>>().join(by);
        match self {
            Layout::Text(text) => text.clone(),
            Layout::Brackets(head, open, items, close) => format!("{head}{open}{}{close}", join(items, ", ")),
            Layout::Union(operands) => join(operands, " | "),
            Layout::Annotated(name, ty) => format!("{name}: {}", ty.flat()),
        }
    }

    /// What prettier keeps within its angle brackets: a plain name.
    fn is_name(&self) -> bool {
        matches!(self, Layout::Text(text) if !text.ends_with(']'))
    }
}

/// Writes a statement that begins with `start` and ends with `end`. Its lines are indented by
/// `indent`; the first line comes after that indentation and does not repeat it.
pub fn statement(indent: usize, start: &str, value: &Layout, end: &str) -> String {
    let mut writer = Writer { text: start.to_owned(), indent };
    let fits = indent + start.len() + value.flat().len() + end.len() <= WIDTH;
    let below = start.ends_with("= ")
        && match value {
            Layout::Text(_) => true,
            // Arguments are broken only where what is before them fits, and never a lone number.
            Layout::Brackets(head, '(', ..) => {
                !head.starts_with("new ") || indent + start.len() + head.len() >= WIDTH
            }
            Layout::Brackets(..) | Layout::Union(_) | Layout::Annotated(..) => false,
        };
    match below && !fits {
        true => {
            writer.line(indent + STEP);
            writer.put(value, indent + STEP, end.len(), false);
        }
        false => writer.put(value, indent, end.len(), true),
    }
    writer.text + end
}

/// The head of a function: `name(params): result {`.
pub fn definition(indent: usize, head: &str, params: Vec<Layout>, result: Option<&Layout>) -> String {
    function(indent, Layout::call(head, params), result, " {")
}

/// A function without a body: `name(params): result;`.
pub fn signature(indent: usize, name: &str, params: Vec<Layout>, result: &Layout) -> String {
    function(indent, Layout::call(name, params), Some(result), ";")
}

fn function(indent: usize, params: Layout, result: Option<&Layout>, end: &str) -> String {
    let flat = match result {
        Some(result) => format!("{}: {}{end}", params.flat(), result.flat()),
        None => params.flat() + end,
    };
    if indent + flat.len() <= WIDTH {
        return flat;
    }
    let mut writer = Writer { text: String::new(), indent };
    writer.explode(&params, indent);
    if let Some(result) = result {
        writer.text.push_str(": ");
        writer.put(result, indent, end.len(), true);
    }
    writer.text + end
}

/// Text that is written from left to right, with the indentation of its first line.
#[derive(Debug)]
struct Writer {
    text: String,
    indent: usize,
}

impl Writer {
    /// Writes a part. `rest` is how many columns are needed behind it, `deeper` whether a union
    /// that is broken is indented.
    fn put(&mut self, part: &Layout, indent: usize, rest: usize, deeper: bool) {
        let flat = part.flat();
        if self.column() + flat.len() + rest <= WIDTH {
            self.text.push_str(&flat);
            return;
        }
        match part {
            Layout::Text(text) => self.text.push_str(text),
            Layout::Brackets(..) => self.explode(part, indent),
            Layout::Union(operands) => {
                let inner = if deeper { indent + STEP } else { indent };
                if deeper && inner + flat.len() + rest <= WIDTH {
                    self.line(inner);
                    self.text.push_str(&flat);
                    return;
                }
                for (position, operand) in operands.iter().enumerate() {
                    if position > 0 || deeper {
                        self.line(inner);
                    }
                    self.text.push_str("| ");
                    let last = position + 1 == operands.len();
                    self.put(operand, inner + STEP, if last { rest } else { 0 }, true);
                }
            }
            Layout::Annotated(name, ty) => {
                self.text.push_str(name);
                self.text.push_str(": ");
                self.put(ty, indent, rest, true);
            }
        }
    }

    /// Writes brackets whose items are on lines of their own.
    fn explode(&mut self, part: &Layout, indent: usize) {
        let Layout::Brackets(head, open, items, close) = part else { return };
        self.text.push_str(head);
        self.text.push(*open);
        let is_type = *open == '<';
        if items.is_empty() || (is_type && matches!(items.as_slice(), [only] if only.is_name())) {
            for item in items {
                self.text.push_str(&item.flat());
            }
            self.text.push(*close);
            return;
        }
        for (position, item) in items.iter().enumerate() {
            self.line(indent + STEP);
            let last = position + 1 == items.len();
            let comma = !(is_type && last);
            let is_long = self.column() + item.flat().len() + usize::from(comma) > WIDTH;
            // In a tuple of several, a broken union has brackets of its own.
            if *open == '[' && items.len() > 1 && is_long && matches!(item, Layout::Union(_)) {
                self.text.push('(');
                self.line(indent + STEP + STEP);
                self.put(item, indent + STEP + STEP, 0, false);
                self.line(indent + STEP);
                self.text.push(')');
            } else {
                self.put(item, indent + STEP, usize::from(comma), false);
            }
            if comma {
                self.text.push(',');
            }
        }
        self.line(indent);
        self.text.push(*close);
    }

    fn line(&mut self, indent: usize) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indent));
    }

    /// The column that the next character gets.
    fn column(&self) -> usize {
        match self.text.rsplit_once('\n') {
            Some((_, line)) => line.len(),
            None => self.indent + self.text.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(length: usize) -> Layout {
        Layout::text("x".repeat(length))
    }

    #[test]
    fn what_fits_stays_on_its_line() {
        let ty = Layout::union(vec![name(30), name(30)]);
        assert_eq!(statement(2, "a: ", &ty, ";"), format!("a: {};", ty.flat()));
    }

    #[test]
    fn unions_go_below_their_name_before_they_break() {
        let x = "x".repeat(35);
        let ty = Layout::union(vec![name(35), name(35)]);
        assert_eq!(statement(2, "a: ", &ty, ";"), format!("a: {x} | {x};"));
        assert_eq!(statement(2, "abc: ", &ty, ";"), format!("abc:\n    {x} | {x};"));
        let x = "x".repeat(40);
        let ty = Layout::union(vec![name(40), name(40)]);
        assert_eq!(statement(2, "a: ", &ty, ";"), format!("a:\n    | {x}\n    | {x};"));
    }

    #[test]
    fn assignments_go_on_below_or_break_their_arguments() {
        let call = |class: &str| Layout::call(format!("new {class}"), vec![Layout::text("this.instance")]);
        let (short, long) = ("x".repeat(60), "x".repeat(67));
        assert_eq!(
            statement(0, "this.a = ", &call(&short), ";"),
            format!("this.a = new {short}(\n  this.instance,\n);"),
        );
        assert_eq!(
            statement(0, "this.a = ", &call(&long), ";"),
            format!("this.a =\n  new {long}(\n    this.instance,\n  );"),
        );
    }

    #[test]
    fn parameters_break_one_a_line() {
        let params = vec![
            Layout::Annotated("a".into(), name(40).into()),
            Layout::Annotated("b".into(), name(40).into()),
        ];
        let x = "x".repeat(40);
        assert_eq!(
            definition(2, "f", params, Some(&Layout::text("void"))),
            format!("f(\n    a: {x},\n    b: {x},\n  ): void {{"),
        );
    }

    #[test]
    fn functions_without_a_body_end_with_a_semicolon() {
        let result = Layout::generic("outwit.MaybePromise", vec![name(40)]);
        let x = "x".repeat(40);
        assert_eq!(signature(2, "f", vec![], &result), format!("f(): outwit.MaybePromise<{x}>;"));
        let params = vec![Layout::Annotated("a".into(), name(20).into())];
        let y = "x".repeat(20);
        assert_eq!(
            signature(2, "f", params, &result),
            format!("f(\n    a: {y},\n  ): outwit.MaybePromise<{x}>;"),
        );
    }

    #[test]
    fn broken_unions_in_tuples_have_brackets() {
        let (x, y) = ("x".repeat(40), "y".repeat(40));
        let union = || Layout::union(vec![name(40), Layout::text(y.clone())]);
        let tuple = |items| Layout::Brackets(String::new(), '[', items, ']');
        assert_eq!(
            statement(0, "a: ", &tuple(vec![union(), Layout::text("z")]), ";"),
            format!("a: [\n  (\n    | {x}\n    | {y}\n  ),\n  z,\n];"),
        );
        assert_eq!(statement(0, "a: ", &tuple(vec![union()]), ";"), format!("a: [\n  | {x}\n  | {y},\n];"));
        let short = Layout::union(vec![name(40), name(25)]);
        let z = "x".repeat(25);
        assert_eq!(
            statement(0, "a: ", &tuple(vec![short, Layout::text("z")]), ";"),
            format!("a: [{x} | {z}, z];"),
        );
    }

    #[test]
    fn arguments_of_types_break_without_a_last_comma() {
        let x = "x".repeat(40);
        let ty = Layout::generic("Map", vec![name(40), name(40)]);
        assert_eq!(statement(0, "a: ", &ty, ";"), format!("a: Map<\n  {x},\n  {x}\n>;"));
        let long = "x".repeat(90);
        assert_eq!(statement(0, "a: ", &Layout::generic("P", vec![name(90)]), ";"), format!("a: P<{long}>;"));
    }
}
