//! The 93 controls of Annex A of ISO/IEC 27001:2022, with the attributes of ISO/IEC 27002:2022.
//!
//! Structure and words lie apart and are read when somebody opens the Statement of Applicability
//! or the documents; titles are the standard's, everything else is in our own words.

use litemap::LiteMap;

use crate::catalogue::CatalogueFault;
use crate::json::{Fault, Fields, Node, into_map};

/// What the controls are, and what documents they bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Annex {
    /// The controls in the order of the standard.
    pub controls: Vec<AnnexControl>,
    /// The documents that a control asks for once it is applicable, by id such as `C-5.9`.
    pub documents: LiteMap<String, ConditionalDocument>,
}

/// One control of Annex A.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnexControl {
    /// Its number, such as `5.7`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is good for, in our words.
    pub purpose: String,
    /// When an organisation probably needs it, in our words.
    pub need_if: String,
    /// The group it belongs to.
    pub theme: Theme,
    /// Its values for each attribute, in the order of [`Attribute::ALL`].
    pub attributes: [Vec<&'static str>; 5],
    /// Whether the edition of 2022 brought it.
    pub is_new: bool,
    /// The controls of the edition of 2013 that it took up, such as `A.5.1.1`.
    pub map_2013: Vec<String>,
    /// The documents that it asks for.
    pub writes: Vec<String>,
}

/// A document that an applicable control asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionalDocument {
    /// Its title, in our words.
    pub title: String,
    /// What it holds, in our words.
    pub content: String,
}

/// The four groups of Annex A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Clause 5: rules, roles, suppliers, incidents.
    Organizational,
    /// Clause 6: from hiring to leaving.
    People,
    /// Clause 7: rooms and equipment.
    Physical,
    /// Clause 8: devices, networks, software.
    Technological,
}

impl Theme {
    /// All of them with their names in the data.
    pub const WORDS: [(&str, Self); 4] = [
        ("organizational", Self::Organizational),
        ("people", Self::People),
        ("physical", Self::Physical),
        ("technological", Self::Technological),
    ];

    /// Its name in the data.
    pub fn key(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, theme)| *theme == self)
            .map_or("", |(key, _)| key)
    }
}

/// The attributes by which controls can be looked at (ISO/IEC 27002:2022, 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// When it acts on a risk.
    Type,
    /// Confidentiality, integrity, availability.
    Property,
    /// The concepts of ISO/IEC TS 27110.
    Concept,
    /// The practitioner's view.
    Capability,
    /// The domain of security.
    Domain,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Type,
        Self::Property,
        Self::Concept,
        Self::Capability,
        Self::Domain,
    ];

    /// The field that holds it in the data.
    fn field(self) -> &'static str {
        match self {
            Self::Type => "types",
            Self::Property => "properties",
            Self::Concept => "concepts",
            Self::Capability => "capabilities",
            Self::Domain => "domains",
        }
    }

    /// The values that it can have.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Type => &["preventive", "detective", "corrective"],
            Self::Property => &["confidentiality", "integrity", "availability"],
            Self::Concept => &["identify", "protect", "detect", "respond", "recover"],
            Self::Capability => &[
                "governance",
                "asset-management",
                "information-protection",
                "human-resource-security",
                "physical-security",
                "system-and-network-security",
                "application-security",
                "secure-configuration",
                "identity-and-access-management",
                "threat-and-vulnerability-management",
                "continuity",
                "supplier-relationships-security",
                "legal-and-compliance",
                "information-security-event-management",
                "information-security-assurance",
            ],
            Self::Domain => &[
                "governance-and-ecosystem",
                "protection",
                "defence",
                "resilience",
            ],
        }
    }
}

impl AnnexControl {
    /// Its values for an attribute.
    pub fn values(&self, attribute: Attribute) -> &[&'static str] {
        let [types, properties, concepts, capabilities, domains] = &self.attributes;
        match attribute {
            Attribute::Type => types,
            Attribute::Property => properties,
            Attribute::Concept => concepts,
            Attribute::Capability => capabilities,
            Attribute::Domain => domains,
        }
    }

    fn read(node: Node, words: &mut LiteMap<String, [String; 3]>) -> Result<Self, Fault> {
        let place = node.place().to_owned();
        let mut fields = node.fields()?;
        let id = fields.need("id")?.text()?;
        let [title, purpose, need_if] = words
            .remove(&id)
            .ok_or_else(|| Fault::new(place, format!("control {id} has no words")))?;
        let mut attributes: [Vec<&'static str>; 5] = Default::default();
        for (attribute, values) in Attribute::ALL.into_iter().zip(&mut attributes) {
            for node in fields.list(attribute.field())? {
                values.push(node.parsed(|text| {
                    let known = attribute.values().iter().find(|known| **known == text);
                    known.copied().ok_or("is not known")
                })?);
            }
        }
        let control = Self {
            title,
            purpose,
            need_if,
            theme: fields.need("theme")?.word(&Theme::WORDS)?,
            attributes,
            is_new: fields.need("new")?.yes()?,
            map_2013: fields.texts("map_2013")?,
            writes: fields.texts("writes")?,
            id,
        };
        fields.no_more()?;
        Ok(control)
    }
}

impl Annex {
    /// Reads the controls from the texts of `structure/controls.json` and of the words.
    ///
    /// # Errors
    /// Names the file and the first fault in it.
    pub fn read(structure: &str, words: &str) -> Result<Self, CatalogueFault> {
        let (mut words, documents) =
            crate::catalogue::read("controls.json", words, |fields: &mut Fields| {
                let words = into_map(fields.entries("controls")?.into_iter().map(|(id, node)| {
                    let mut text = node.fields()?;
                    let of_control = ["title", "purpose", "need_if"]
                        .map(|name| text.need(name).and_then(Node::text));
                    text.no_more()?;
                    let [title, purpose, need_if] = of_control;
                    Ok((id, [title?, purpose?, need_if?]))
                }))?;
                let documents =
                    into_map(fields.entries("documents")?.into_iter().map(|(id, node)| {
                        let mut text = node.fields()?;
                        let document = ConditionalDocument {
                            title: text.need("title")?.text()?,
                            content: text.need("content")?.text()?,
                        };
                        text.no_more()?;
                        Ok((id, document))
                    }))?;
                Ok((words, documents))
            })?;
        let controls = crate::catalogue::read("structure/controls.json", structure, |fields| {
            let read = |node| AnnexControl::read(node, &mut words);
            let controls = fields.list("controls")?.into_iter().map(read);
            let controls = controls.collect::<Result<Vec<_>, _>>()?;
            let written = controls.iter().flat_map(|control| &control.writes);
            if let Some(id) = written.clone().find(|id| documents.get(*id).is_none()) {
                return Err(Fault::new("writes", format!("document {id} has no words")));
            }
            if let Some(id) = documents
                .keys()
                .find(|id| !written.clone().any(|w| w == *id))
            {
                return Err(Fault::new("documents", format!("no control asks for {id}")));
            }
            Ok(controls)
        })?;
        match words.keys().next() {
            Some(id) => Err(CatalogueFault {
                place: "controls.json".to_owned(),
                fault: format!("there is no control {id}"),
            }),
            None => Ok(Self {
                controls,
                documents,
            }),
        }
    }

    /// The controls with the English words that are built in.
    ///
    /// # Errors
    /// Names the first fault. A test holds that there is none.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self, CatalogueFault> {
        Self::read(
            include_str!("../catalogue/structure/controls.json"),
            include_str!("../catalogue/en/full/controls.json"),
        )
    }

    /// A control by its number.
    pub fn control(&self, id: &str) -> Option<&AnnexControl> {
        self.controls.iter().find(|control| control.id == id)
    }
}
