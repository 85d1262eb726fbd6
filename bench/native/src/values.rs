//! The values of the record and variant rows, as the typed program makes them.

#[expect(dead_code, reason = "only copied")]
#[derive(Clone)]
pub struct Row {
    id: u32,
    name: String,
    x: f64,
    y: f64,
    active: bool,
}

#[expect(dead_code, reason = "only copied")]
#[derive(Clone)]
pub enum Leaf {
    Number(f64),
    Text(String),
    Flag(bool),
    Empty,
}

#[expect(dead_code, reason = "only copied")]
#[derive(Clone)]
pub struct Branch {
    label: Option<String>,
    leaves: Vec<Option<Leaf>>,
}

#[expect(dead_code, reason = "only copied")]
#[derive(Clone)]
pub enum Node {
    Leaf(Leaf),
    Branch(Branch),
    Missing,
}

pub fn rows() -> Vec<Row> {
    let row = |id: u32| Row {
        id,
        name: format!("row number {id}"),
        x: f64::from(id) * 0.5,
        y: -f64::from(id),
        active: id.is_multiple_of(2),
    };
    (0..1000).map(row).collect()
}

pub fn tree() -> Vec<Option<Node>> {
    let leaf = |index: u32| match index % 5 {
        0 => Some(Leaf::Number(f64::from(index))),
        1 => Some(Leaf::Text(format!("leaf {index}"))),
        2 => Some(Leaf::Flag(index.is_multiple_of(2))),
        3 => Some(Leaf::Empty),
        _ => None,
    };
    let node = |index: u32| match index % 4 {
        0 => leaf(index).map(Node::Leaf),
        1 | 2 => Some(Node::Branch(Branch {
            label: index.is_multiple_of(3).then(|| format!("branch {index}")),
            leaves: (0..5).map(|step| leaf(index + step)).collect(),
        })),
        _ => Some(Node::Missing),
    };
    (0..50).map(node).collect()
}
