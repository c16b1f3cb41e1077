//! The building blocks of pages, one a file, each with its style sheet of the same name. They
//! get what they show as properties and know neither the session nor the browser.

mod bar_chart;
mod chart_figure;
mod choice_bar;
mod clause_list;
mod evidence_list;
mod field;
mod fold_row;
mod gantt_grid;
mod heat_table;
mod icon;
mod key_help;
mod lazy_details;
mod level_radios;
mod masthead;
mod notice;
mod page_heading;
mod progress_bar;
mod search_box;
mod side_nav;
mod table_view;
mod tag;
mod toast_bar;

pub use bar_chart::StackedBar;
pub use chart_figure::ChartFigure;
pub use choice_bar::ChoiceBar;
pub use clause_list::{ClauseItem, ClauseList};
pub use evidence_list::{EvidenceItem, EvidenceList};
pub use field::{
    ChoiceField, DateField, DaysField, Editing, EnumField, NumberField, ReadOnly, SecretField,
    SliderField, TextArea, TextField, stay,
};
pub use fold_row::FoldRow;
pub use gantt_grid::{Behind, GanttGrid, GridLine, drawn_stretch};
pub use heat_table::{HeatCell, HeatRow, HeatTable};
pub use icon::{Icon, IconName};
pub use key_help::KeyHelp;
pub use lazy_details::LazyDetails;
pub use level_radios::LevelRadios;
pub use masthead::Masthead;
pub use notice::{Notice, Tone};
pub use page_heading::PageHeading;
pub use progress_bar::ProgressBar;
pub use search_box::{Hit, SearchBox};
pub use side_nav::{NavGroup, NavItem, SideNav};
pub use table_view::TableView;
pub use tag::Tag;
pub use toast_bar::ToastBar;
