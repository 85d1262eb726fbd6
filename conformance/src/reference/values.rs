//! Values of scripts as Wasmtime's own.

use super::player::State;
use serde_json::Value;
use wasmtime::component::{ResourceAny, ResourceDynamic, ResourceType, Type, Val};
use wasmtime::error::Context;
use wasmtime::{AsContextMut, Result, StoreContextMut, bail, ensure};

/// Makes values and compares them, with the resources that numbers stand for.
pub struct Objects<'a> {
    store: StoreContextMut<'a, State>,
    /// What was lent to a call, to be forgotten when it is over.
    pub lent: Vec<ResourceAny>,
}

impl<'a> Objects<'a> {
    pub fn new(store: StoreContextMut<'a, State>) -> Objects<'a> {
        Objects { store, lent: Vec::new() }
    }

    /// The value for what the script has: `["u64","7"]`.
    pub fn make(&mut self, ty: &Type, tagged: &Value) -> Result<Val> {
        let kind = kind(tagged)?;
        let content = &tagged[1];
        Ok(match (ty, kind) {
            (Type::Bool, "bool") => Val::Bool(content.as_bool().context("no truth value")?),
            (Type::S8, "s8") => Val::S8(number(content)?),
            (Type::U8, "u8") => Val::U8(number(content)?),
            (Type::S16, "s16") => Val::S16(number(content)?),
            (Type::U16, "u16") => Val::U16(number(content)?),
            (Type::S32, "s32") => Val::S32(number(content)?),
            (Type::U32, "u32") => Val::U32(number(content)?),
            (Type::S64, "s64") => Val::S64(text(content)?.parse()?),
            (Type::U64, "u64") => Val::U64(text(content)?.parse()?),
            (Type::Float32, "f32") => Val::Float32(f32::from_bits(number(content)?)),
            (Type::Float64, "f64") => Val::Float64(f64::from_bits(text(content)?.parse()?)),
            (Type::Char, "char") => Val::Char(text(content)?.parse()?),
            (Type::String, "string") => Val::String(text(content)?.to_owned()),
            (Type::List(list), "list") => Val::List(self.make_all(|_| Some(list.ty()), list_of(content)?)?),
            (Type::FixedLengthList(list), "list") => {
                Val::FixedLengthList(self.make_all(|_| Some(list.ty()), list_of(content)?)?)
            }
            (Type::Tuple(tuple), "tuple") => {
                let types: Vec<Type> = tuple.types().collect();
                Val::Tuple(self.make_all(|place| types.get(place).cloned(), list_of(content)?)?)
            }
            (Type::Map(map), "map") => {
                let mut entries = Vec::new();
                for entry in list_of(content)? {
                    entries.push((self.make(&map.key(), &entry[0])?, self.make(&map.value(), &entry[1])?));
                }
                Val::Map(entries)
            }
            (Type::Record(record), "record") => {
                let given = list_of(content)?;
                ensure!(given.len() == record.fields().len(), "{} fields", given.len());
                let mut fields = Vec::new();
                for (field, given) in record.fields().zip(given) {
                    ensure!(given[0] == field.name, "the field {} instead of {}", given[0], field.name);
                    let value = self.make(&field.ty, &given[1]).with_context(|| field.name.to_owned())?;
                    fields.push((field.name.to_owned(), value));
                }
                Val::Record(fields)
            }
            (Type::Variant(variant), "variant") => {
                let name = text(content)?;
                let case = variant.cases().find(|case| case.name == name);
                let case = case.with_context(|| format!("no case {name}"))?;
                Val::Variant(name.to_owned(), self.make_payload(case.ty.as_ref(), &tagged[2])?)
            }
            (Type::Enum(_), "enum") => Val::Enum(text(content)?.to_owned()),
            (Type::Flags(_), "flags") => Val::Flags(texts(content)?),
            (Type::Option(_), "option") if content.is_null() => Val::Option(None),
            (Type::Option(option), "option") => {
                Val::Option(Some(Box::new(self.make(&option.ty(), content)?)))
            }
            (Type::Result(result), "result") => Val::Result(match text(content)? {
                "ok" => Ok(self.make_payload(result.ok().as_ref(), &tagged[2])?),
                _ => Err(self.make_payload(result.err().as_ref(), &tagged[2])?),
            }),
            (Type::Own(ty), "own") => Val::Resource(self.give(*ty, number(content)?)?),
            (Type::Borrow(ty), "borrow") => Val::Resource(self.lend(*ty, number(content)?)?),
            _ => bail!("{tagged} for {ty:?}"),
        })
    }

    fn make_all(&mut self, ty: impl Fn(usize) -> Option<Type>, parts: &[Value]) -> Result<Vec<Val>> {
        let mut made = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let ty = ty(place).with_context(|| format!("there is no place {place}"))?;
            made.push(self.make(&ty, part).with_context(|| format!("[{place}]"))?);
        }
        Ok(made)
    }

    fn make_payload(&mut self, ty: Option<&Type>, tagged: &Value) -> Result<Option<Box<Val>>> {
        ty.map(|ty| Ok(Box::new(self.make(ty, tagged)?))).transpose()
    }

    /// The resource of a number, which the guest keeps.
    fn give(&mut self, ty: ResourceType, number: u32) -> Result<ResourceAny> {
        let state = self.store.data_mut();
        if let Some(ty) = state.host_type(ty) {
            state.hosts.insert(number);
            return ResourceDynamic::new_own(number, ty).try_into_resource_any(self.store.as_context_mut());
        }
        state.guests.remove(&number).with_context(|| format!("there is no resource {number}"))
    }

    /// The resource of a number, which the guest gives back.
    fn lend(&mut self, ty: ResourceType, number: u32) -> Result<ResourceAny> {
        let state = self.store.data_mut();
        let Some(ty) = state.host_type(ty) else {
            return state
                .guests
                .get(&number)
                .copied()
                .with_context(|| format!("there is no resource {number}"));
        };
        // Only in a call of a host's function can there be borrows. An owned handle serves for a borrow.
        let handle =
            ResourceDynamic::new_own(number, ty).try_into_resource_any(self.store.as_context_mut())?;
        self.lent.push(handle);
        Ok(handle)
    }

    /// Fails unless a value is what the script has.
    pub fn check(&mut self, wanted: &Value, value: &Val) -> Result<()> {
        let content = &wanted[1];
        let same = match (kind(wanted)?, value) {
            ("bool", Val::Bool(v)) => *content == *v,
            ("s8", Val::S8(v)) => *content == *v,
            ("u8", Val::U8(v)) => *content == *v,
            ("s16", Val::S16(v)) => *content == *v,
            ("u16", Val::U16(v)) => *content == *v,
            ("s32", Val::S32(v)) => *content == *v,
            ("u32", Val::U32(v)) => *content == *v,
            ("s64", Val::S64(v)) => text(content)?.parse::<i64>()? == *v,
            ("u64", Val::U64(v)) => text(content)?.parse::<u64>()? == *v,
            ("f32", Val::Float32(v)) => {
                let wanted = f32::from_bits(number(content)?);
                wanted.is_nan() && v.is_nan() || wanted.to_bits() == v.to_bits()
            }
            ("f64", Val::Float64(v)) => {
                let wanted = f64::from_bits(text(content)?.parse()?);
                wanted.is_nan() && v.is_nan() || wanted.to_bits() == v.to_bits()
            }
            ("char", Val::Char(v)) => *content == v.to_string(),
            ("string", Val::String(v)) => content == v,
            ("enum", Val::Enum(v)) => content == v,
            ("flags", Val::Flags(v)) => {
                let (mut wanted, mut own) = (texts(content)?, v.clone());
                wanted.sort();
                own.sort();
                wanted == own
            }
            ("list", Val::List(v) | Val::FixedLengthList(v)) | ("tuple", Val::Tuple(v)) => {
                return self.check_all(list_of(content)?, v);
            }
            ("map", Val::Map(v)) => return self.check_map(list_of(content)?, v),
            ("record", Val::Record(v)) => {
                let wanted = list_of(content)?;
                ensure!(wanted.len() == v.len(), "{} fields, expected {}", v.len(), wanted.len());
                for (wanted, (name, value)) in wanted.iter().zip(v) {
                    ensure!(wanted[0] == *name, "the field {name}, expected {}", wanted[0]);
                    self.check(&wanted[1], value).with_context(|| name.clone())?;
                }
                return Ok(());
            }
            ("variant", Val::Variant(case, v)) if content == case => {
                return self.check_payload(&wanted[2], v.as_deref());
            }
            ("option", Val::Option(v)) => return self.check_payload(content, v.as_deref()),
            ("result", Val::Result(Ok(v))) if content == "ok" => {
                return self.check_payload(&wanted[2], v.as_deref());
            }
            ("result", Val::Result(Err(v))) if content == "err" => {
                return self.check_payload(&wanted[2], v.as_deref());
            }
            (kind @ ("own" | "borrow"), Val::Resource(handle)) if handle.owned() == (kind == "own") => {
                return self.arrived(number(content)?, *handle);
            }
            _ => false,
        };
        ensure!(same, "{value:?}, expected {wanted}");
        Ok(())
    }

    fn check_all(&mut self, wanted: &[Value], values: &[Val]) -> Result<()> {
        ensure!(wanted.len() == values.len(), "{} values, expected {}", values.len(), wanted.len());
        for (place, (wanted, value)) in wanted.iter().zip(values).enumerate() {
            self.check(wanted, value).with_context(|| format!("[{place}]"))?;
        }
        Ok(())
    }

    fn check_payload(&mut self, wanted: &Value, value: Option<&Val>) -> Result<()> {
        match value {
            Some(value) if !wanted.is_null() => self.check(wanted, value),
            None if wanted.is_null() => Ok(()),
            _ => bail!("{value:?}, expected {wanted}"),
        }
    }

    /// A map has no order, and the last of several entries of a key counts.
    fn check_map(&mut self, wanted: &[Value], values: &[(Val, Val)]) -> Result<()> {
        let mut last: Vec<&(Val, Val)> = Vec::new();
        for entry in values {
            last.retain(|(key, _)| *key != entry.0);
            last.push(entry);
        }
        ensure!(wanted.len() == last.len(), "{} entries, expected {}", last.len(), wanted.len());
        for entry in wanted {
            let found = last.iter().find(|(key, _)| self.check(&entry[0], key).is_ok());
            let (_, value) = found.with_context(|| format!("there is no {}", entry[0]))?;
            self.check(&entry[1], value).with_context(|| entry[0].to_string())?;
        }
        Ok(())
    }

    /// Takes note of a resource that came from the guest, or checks that it is the one that went there.
    fn arrived(&mut self, number: u32, handle: ResourceAny) -> Result<()> {
        if self.store.data().host_type(handle.ty()).is_none() {
            self.store.data_mut().guests.insert(number, handle);
            return Ok(());
        }
        let own = handle.try_into_resource_dynamic(self.store.as_context_mut())?;
        ensure!(own.rep() == number, "the host's resource {}, expected {number}", own.rep());
        if own.owned() {
            self.store.data_mut().hosts.remove(&number);
        }
        Ok(())
    }
}

/// The first part of a tagged value.
fn kind(tagged: &Value) -> Result<&str> {
    tagged.get(0).and_then(Value::as_str).with_context(|| format!("{tagged} is no value"))
}

fn text(content: &Value) -> Result<&str> {
    content.as_str().with_context(|| format!("{content} is no text"))
}

fn list_of(content: &Value) -> Result<&[Value]> {
    Ok(content.as_array().with_context(|| format!("{content} is no list"))?)
}

fn texts(content: &Value) -> Result<Vec<String>> {
    list_of(content)?.iter().map(|part| Ok(text(part)?.to_owned())).collect()
}

fn number<T: TryFrom<i64>>(content: &Value) -> Result<T> {
    let number = content.as_i64().and_then(|number| T::try_from(number).ok());
    number.with_context(|| format!("{content} is no number that fits"))
}
