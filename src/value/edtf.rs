//! Time as EDTF (ISO 8601-2:2019, Library of Congress levels 0 to 2 as far as news need them).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A valid EDTF expression, kept in canonical form: `2022`, `2022-08-05`, `2017/2021`, `../2022-12-31`, `2022-33`, `2022~`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edtf(String);

/// Why a string is not EDTF.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not an EDTF date: {fault}; write it as 2022, 2022-08, 2022-08-05, 2017/2021 or ../2022-12-31")]
pub struct EdtfError {
    /// The string.
    pub text: String,
    /// What is wrong with it.
    pub fault: &'static str,
}

impl Edtf {
    /// Parses and checks (months 01–12, seasons and sub-years 21–41, days of the month).
    ///
    /// # Errors
    /// Where the string is not of the supported EDTF profile.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        let fail = |fault| EdtfError { text: text.to_owned(), fault };
        let parts: Vec<&str> = text.split('/').collect();
        if parts.len() > 2 {
            return Err(fail("an interval has two ends"));
        }
        for part in &parts {
            if parts.len() == 2 && (*part == ".." || part.is_empty()) {
                continue;
            }
            check_point(part).map_err(fail)?;
        }
        Ok(Self(text.to_owned()))
    }

    /// The expression.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_point(text: &str) -> Result<(), &'static str> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let fields: Vec<&str> = bare.split('-').collect();
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(fields[0], 4) {
        return Err("the year has four digits");
    }
    let number = |s: &str| s.parse::<u8>().unwrap_or(0);
    let month = match fields.get(1) {
        None => return Ok(()),
        Some(m) if digits(m, 2) => number(m),
        Some(_) => return Err("the month has two digits"),
    };
    match (month, fields.get(2), fields.len()) {
        (1..=12 | 21..=41, None, 2) => Ok(()),
        (1..=12, Some(d), 3) if digits(d, 2) => {
            let year: i16 = fields[0].parse().unwrap_or(0);
            jiff::civil::Date::new(year, month as i8, number(d) as i8).map(|_| ()).map_err(|_| "no such day")
        }
        _ => Err("no such month, season or quarter"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_profile_and_refuses_the_rest() {
        for good in [
            "2022",
            "2022-08",
            "2022-08-05",
            "2022-33",
            "2017/2021",
            "../2022-12-31",
            "2023-03/..",
            "2022~",
            "2024-02-29",
        ] {
            assert_eq!(Edtf::parse(good).map(|e| e.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "22", "2022-13", "2023-02-29", "2022-8", "2022/2023/2024", "2022-33-01", "août 2022"] {
            assert!(Edtf::parse(bad).is_err(), "{bad} was accepted");
        }
    }
}
