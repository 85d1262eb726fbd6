//! Lines that are too long, broken where Python's formatters break them, so that formatting
//! generated code changes nothing.

/// The longest line that the formatters leave alone.
pub const WIDTH: usize = 88;

/// A type or expression with the places where it may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Never broken.
    Text(String),
    /// `head`, an opening bracket, items one a line, a closing bracket.
    Brackets(String, char, Vec<Layout>, char),
    /// Operands with `|` between them.
    Union(Vec<Layout>),
    /// A name and its type: `page: int`, and what follows: ` = None`.
    Annotated(String, Box<Layout>, &'static str),
}

impl Layout {
    /// A piece that is never broken.
    pub fn text(text: impl Into<String>) -> Layout {
        Layout::Text(text.into())
    }

    /// `head[items]`
    pub fn subscript(head: impl Into<String>, items: Vec<Layout>) -> Layout {
        Layout::Brackets(head.into(), '[', items, ']')
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
            Layout::Brackets(head, open, items, close) => {
                // A tuple of one needs its comma.
                let tuple = *open == '(' && (head.is_empty() || head.ends_with('='));
                let comma = if tuple && items.len() == 1 { "," } else { "" };
                format!("{head}{open}{}{comma}{close}", join(items, ", "))
            }
            Layout::Union(operands) => join(operands, " | "),
            Layout::Annotated(name, ty, rest) => format!("{name}: {}{rest}", ty.flat()),
        }
    }
}

/// Text that is written from left to right, with the indentation of the line it is on.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

/// Writes a statement made of `parts`, whose lines are indented by `indent`; the first line comes
/// after that indentation and does not repeat it.
pub fn statement(indent: usize, parts: &[&Layout]) -> String {
    let flat: String = parts.iter().map(|part| part.flat()).collect();
    if indent + flat.len() <= WIDTH {
        return flat;
    }
    let mut writer = Writer::default();
    for (position, part) in parts.iter().enumerate() {
        let rest: usize = parts[position + 1..].iter().map(|part| head(part)).sum();
        writer.put(part, indent, rest, true);
    }
    writer.text
}

/// The head of a function: `def name(params) -> result:`.
pub fn definition(indent: usize, head: &str, params: Vec<Layout>, result: &Layout) -> String {
    let params = Layout::call(head, params);
    let flat = format!("{} -> {}:", params.flat(), result.flat());
    if indent + flat.len() <= WIDTH {
        return flat;
    }
    let mut writer = Writer::default();
    // A lone `self`, and parameters before a result that is broken as well, stay one a line.
    let lone = matches!(&params, Layout::Brackets(_, _, items, _) if items.len() == 1);
    let whole = !lone && indent + format!(") -> {}:", result.flat()).len() <= WIDTH;
    writer.explode(&params, indent, whole);
    writer.text.push_str(" -> ");
    writer.put(result, indent, 1, true);
    writer.text.push(':');
    writer.text
}

/// How much of a part must stay on the line that it begins on.
fn head(part: &Layout) -> usize {
    match part {
        Layout::Text(text) => text.len(),
        Layout::Brackets(head, ..) => head.len() + 1,
        Layout::Union(_) | Layout::Annotated(..) => part.flat().len(),
    }
}

impl Writer {
    /// Writes a part. `rest` is how many columns are needed behind it, `lone` whether it stands
    /// where a broken union needs parentheses.
    fn put(&mut self, part: &Layout, indent: usize, rest: usize, lone: bool) {
        let flat = part.flat();
        if self.column(indent) + flat.len() + rest <= WIDTH {
            self.text.push_str(&flat);
            return;
        }
        match part {
            Layout::Text(text) => self.text.push_str(text),
            Layout::Brackets(..) => self.explode(part, indent, true),
            Layout::Union(operands) if lone => {
                self.text.push('(');
                self.line(indent + 4);
                match indent + 4 + flat.len() <= WIDTH {
                    true => self.text.push_str(&flat),
                    false => self.operands(operands, indent + 4, 0),
                }
                self.line(indent);
                self.text.push(')');
            }
            Layout::Union(operands) => self.operands(operands, indent, rest),
            Layout::Annotated(name, ty, after) => {
                self.text.push_str(name);
                self.text.push_str(": ");
                self.put(ty, indent, rest + after.len(), false);
                self.text.push_str(after);
            }
        }
    }

    /// Writes brackets whose items are on lines of their own: on one if they fit, else one each.
    fn explode(&mut self, part: &Layout, indent: usize, together: bool) {
        let Layout::Brackets(head, open, items, close) = part else { return };
        self.text.push_str(head);
        self.text.push(*open);
        let flat = items.iter().map(Layout::flat).collect::<Vec<_>>().join(", ");
        // Displays and imports, which have no name before the bracket, are never put together.
        let together =
            together && head.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ']'));
        if together && indent + 4 + flat.len() <= WIDTH {
            self.line(indent + 4);
            self.text.push_str(&flat);
            self.line(indent);
            self.text.push(*close);
            return;
        }
        for item in items {
            self.line(indent + 4);
            self.put(item, indent + 4, 1, false);
            self.text.push(',');
        }
        self.line(indent);
        self.text.push(*close);
    }

    fn operands(&mut self, operands: &[Layout], indent: usize, rest: usize) {
        for (position, operand) in operands.iter().enumerate() {
            if position > 0 {
                self.line(indent);
                self.text.push_str("| ");
            }
            let last = position + 1 == operands.len();
            self.put(operand, indent, if last { rest } else { 0 }, false);
        }
    }

    fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indent));
    }

    /// The column that the next character gets.
    fn column(&self, indent: usize) -> usize {
        match self.text.rsplit_once('\n') {
            Some((_, line)) => line.len(),
            None => indent + self.text.len(),
        }
    }
}
