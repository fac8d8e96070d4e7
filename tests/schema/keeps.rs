//! Whether a value keeps to a schema, by the keywords that ours uses; one that is not known here
//! is a failure, so that none is passed over.

use serde_json::Value as Json;

/// What is wrong with a value, with its place.
pub fn problems(root: &Json, schema: &Json, value: &Json, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    if *schema == Json::Bool(false) {
        return vec![format!("{place}: is not described")];
    }
    for (keyword, rule) in schema.as_object().expect("a schema") {
        found.extend(match keyword.as_str() {
            "$schema"
            | "$id"
            | "$defs"
            | "title"
            | "description"
            | "properties"
            | "additionalProperties" => Vec::new(),
            "$ref" => {
                let name = rule.as_str().and_then(|name| name.strip_prefix("#/$defs/"));
                problems(root, &root["$defs"][name.expect("a name")], value, place)
            }
            "type" => broken(has_type(rule, value), place, rule),
            "const" => broken(rule == value, place, rule),
            "enum" => broken(list(rule).contains(value), place, rule),
            "pattern" => broken(is_day(value), place, rule),
            "required" => {
                let names = list(rule).iter().filter_map(Json::as_str);
                let missing = names.filter(|name| value.is_object() && value.get(name).is_none());
                missing.map(|name| format!("{place}: no {name}")).collect()
            }
            "items" => items(root, rule, value, place),
            "oneOf" => {
                let fits = |one: &&Json| problems(root, one, value, place).is_empty();
                let count = list(rule).iter().filter(fits).count();
                broken(count == 1, place, &Json::from(format!("oneOf: {count}")))
            }
            other => vec![format!("{place}: the check does not know {other}")],
        });
    }
    found.extend(members(root, schema, value, place));
    found
}

/// Members by their own rule, or by that for all others.
fn members(root: &Json, schema: &Json, value: &Json, place: &str) -> Vec<String> {
    let members = value.as_object().into_iter().flatten();
    let rule = |name: &str| {
        let own = schema["properties"].get(name);
        own.or_else(|| schema.get("additionalProperties"))
    };
    members
        .filter_map(|(name, member)| Some((name, rule(name)?, member)))
        .flat_map(|(name, rule, member)| problems(root, rule, member, &format!("{place}/{name}")))
        .collect()
}

fn items(root: &Json, rule: &Json, value: &Json, place: &str) -> Vec<String> {
    let entries = value.as_array().into_iter().flatten().enumerate();
    entries
        .flat_map(|(at, one)| problems(root, rule, one, &format!("{place}/{at}")))
        .collect()
}

pub fn list(rule: &Json) -> &[Json] {
    rule.as_array().expect("a list")
}

fn broken(holds: bool, place: &str, rule: &Json) -> Vec<String> {
    if holds {
        Vec::new()
    } else {
        vec![format!("{place}: not {rule}")]
    }
}

fn has_type(rule: &Json, value: &Json) -> bool {
    let is = |name: &Json| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => panic!("{name} is no type"),
    };
    match rule {
        Json::Array(names) => names.iter().any(is),
        name => is(name),
    }
}

pub fn is_day(value: &Json) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}
