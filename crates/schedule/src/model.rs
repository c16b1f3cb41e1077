//! The project as the search sees it: only what can move, in topological order, on a grid of slots.
//!
//! The free capacity of all resources in one slot is packed into as few machine words as possible: each resource
//! gets a lane just wide enough for its capacity, topped by a guard bit that is always set. One subtraction then
//! tests a demand on all resources of a word: a lane that is too small borrows from its guard.

use std::collections::BTreeMap;

use super::error::{topological_order, validate};
use super::{Project, ScheduleError, Slot};

/// The movable activities of a valid project, ready for fast scheduling.
pub(super) struct Model {
    /// The jobs; each comes after its predecessors.
    pub(super) jobs: Vec<Job>,
    /// Working slots; jobs with the same ones share a grid.
    pub(super) grids: Vec<Grid>,
    /// What the fixed activities leave free: the words of all slots of the first plane, then of the next.
    pub(super) free: Vec<u64>,
    /// The number of slots.
    pub(super) horizon: Slot,
}

/// A movable activity.
pub(super) struct Job {
    /// Its place in the project.
    pub(super) activity: usize,
    pub(super) duration: Slot,
    /// Not before this slot; fixed predecessors are counted in.
    pub(super) release: Slot,
    /// Movable predecessors and lags.
    pub(super) predecessors: Vec<(usize, Slot)>,
    /// Movable successors and lags.
    pub(super) successors: Vec<(usize, Slot)>,
    /// What it holds, packed. Empty for a wait or a milestone, which have no working slots either.
    pub(super) needs: Vec<Need>,
    /// The place of its working slots in [`Model::grids`].
    pub(super) grid: usize,
}

/// The demands of a job on the resources of one plane.
pub(super) struct Need {
    /// Where the words of the plane begin in [`Model::free`].
    pub(super) offset: usize,
    /// The amounts, each in the lane of its resource.
    pub(super) amounts: u64,
    /// The guard bits of the lanes.
    pub(super) guards: u64,
}

/// The slots in which some set of demands can be met.
#[derive(PartialEq, Eq)]
pub(super) struct Grid {
    /// The working slots, in order.
    pub(super) slots: Vec<Slot>,
    /// For each slot, and for the horizon: the number of working slots before it.
    pub(super) rank: Vec<u32>,
    /// Whether every slot is a working slot.
    pub(super) is_unbroken: bool,
}

/// Where the free units of a resource are kept.
#[derive(Clone, Copy)]
struct Lane {
    plane: usize,
    shift: u32,
    width: u32,
}

impl Model {
    /// Checks the project and packs it.
    pub(super) fn new(project: &Project) -> Result<Self, ScheduleError> {
        validate(project)?;
        let order = topological_order(project)?;
        let capacities = capacities(project);
        check_demands(project, &capacities)?;
        let (lanes, n_planes) = lanes(&capacities);
        let mut model = Self {
            jobs: Vec::new(),
            grids: Vec::new(),
            free: Vec::new(),
            horizon: project.horizon,
        };
        model.fill_free(&capacities, &lanes, n_planes);
        model.hold_fixed(project, &lanes, &capacities);
        let mut job_of = vec![None; project.activities.len()];
        let mut grid_of = BTreeMap::new();
        for activity in order {
            if project.activities[activity].fixed.is_none() {
                job_of[activity] = Some(model.jobs.len());
                let demands = project.activities[activity].total_demands();
                let grid = *grid_of
                    .entry(demands)
                    .or_insert_with_key(|demands| model.grid(demands, &capacities));
                model.add_job(project, activity, &job_of, &lanes, grid);
            }
        }
        Ok(model)
    }

    fn fill_free(&mut self, capacities: &[Vec<u32>], lanes: &[Lane], n_planes: usize) {
        let n_slots = self.horizon as usize;
        self.free = vec![0; n_planes * n_slots];
        for (capacities, lane) in capacities.iter().zip(lanes) {
            let words = &mut self.free[lane.plane * n_slots..][..n_slots];
            for (word, &capacity) in words.iter_mut().zip(capacities) {
                *word |= (u64::from(capacity) << lane.shift) | lane.guard();
            }
        }
    }

    /// Takes away what fixed activities hold, or all there is if they hold more.
    fn hold_fixed(&mut self, project: &Project, lanes: &[Lane], capacities: &[Vec<u32>]) {
        let n_slots = self.horizon as usize;
        for activity in &project.activities {
            let Some(span) = activity.fixed else { continue };
            let demands = activity.total_demands();
            for slot in span.start as usize..span.finish as usize {
                if !is_working(&demands, capacities, slot) {
                    continue;
                }
                for &(resource, amount) in &demands {
                    let lane = lanes[resource];
                    let word = &mut self.free[lane.plane * n_slots + slot];
                    let free = (*word >> lane.shift) & lane.mask();
                    *word -= free.min(u64::from(amount)) << lane.shift;
                }
            }
        }
    }

    fn add_job(
        &mut self,
        project: &Project,
        activity: usize,
        job_of: &[Option<usize>],
        lanes: &[Lane],
        grid: usize,
    ) {
        let index = self.jobs.len();
        let source = &project.activities[activity];
        let mut release = source.release;
        let mut predecessors = Vec::new();
        for link in &source.predecessors {
            if let Some(job) = job_of[link.activity] {
                predecessors.push((job, link.lag));
                self.jobs[job].successors.push((index, link.lag));
            } else if let Some(span) = project.activities[link.activity].fixed {
                release = release.max(span.finish.saturating_add(link.lag));
            }
        }
        let demands = source.total_demands();
        let mut needs: Vec<Need> = Vec::new();
        for &(resource, amount) in &demands {
            let lane = lanes[resource];
            let offset = lane.plane * self.horizon as usize;
            let amounts = u64::from(amount) << lane.shift;
            match needs.iter_mut().find(|need| need.offset == offset) {
                Some(need) => {
                    need.amounts |= amounts;
                    need.guards |= lane.guard();
                }
                None => needs.push(Need {
                    offset,
                    amounts,
                    guards: lane.guard(),
                }),
            }
        }
        self.jobs.push(Job {
            activity,
            duration: source.duration,
            release,
            predecessors,
            successors: Vec::new(),
            needs,
            grid,
        });
    }

    /// The place of the grid for these demands, which is made if it is new.
    fn grid(&mut self, demands: &[(usize, u32)], capacities: &[Vec<u32>]) -> usize {
        let slots: Vec<Slot> = (0..self.horizon)
            .filter(|&slot| is_working(demands, capacities, slot as usize))
            .collect();
        if let Some(place) = self.grids.iter().position(|grid| grid.slots == slots) {
            return place;
        }
        let mut rank = Vec::with_capacity(self.horizon as usize + 1);
        let mut n_before = 0;
        for slot in 0..=self.horizon {
            rank.push(n_before);
            if slots.get(n_before as usize) == Some(&slot) {
                n_before += 1;
            }
        }
        let is_unbroken = slots.len() == self.horizon as usize;
        self.grids.push(Grid {
            slots,
            rank,
            is_unbroken,
        });
        self.grids.len() - 1
    }
}

impl Lane {
    fn guard(self) -> u64 {
        1 << (self.shift + self.width - 1)
    }

    fn mask(self) -> u64 {
        (1 << (self.width - 1)) - 1
    }
}

fn is_working(demands: &[(usize, u32)], capacities: &[Vec<u32>], slot: usize) -> bool {
    demands
        .iter()
        .all(|&(resource, amount)| amount <= capacities[resource][slot])
}

/// The capacity of each resource in each slot, cut to the most that could ever be held at once.
fn capacities(project: &Project) -> Vec<Vec<u32>> {
    let mut most = vec![0_u32; project.resources.len()];
    for activity in &project.activities {
        for (resource, amount) in activity.total_demands() {
            most[resource] = most[resource].saturating_add(amount);
        }
    }
    let cut = |(resource, most): (&super::Resource, u32)| -> Vec<u32> {
        let capacities = resource.calendar.capacities(project.horizon);
        capacities
            .into_iter()
            .map(|capacity| capacity.min(most))
            .collect()
    };
    project.resources.iter().zip(most).map(cut).collect()
}

fn check_demands(project: &Project, capacities: &[Vec<u32>]) -> Result<(), ScheduleError> {
    for activity in project
        .activities
        .iter()
        .filter(|activity| activity.fixed.is_none())
    {
        for (resource, demand) in activity.total_demands() {
            let capacity = capacities[resource].iter().copied().max().unwrap_or(0);
            if capacity < demand {
                let resource = project.resources[resource].name.clone();
                let activity = activity.name.clone();
                return Err(ScheduleError::DemandAboveCapacity {
                    activity,
                    resource,
                    demand,
                    capacity,
                });
            }
        }
    }
    Ok(())
}

/// Gives each resource a lane, in the first plane that has room, and counts the planes.
fn lanes(capacities: &[Vec<u32>]) -> (Vec<Lane>, usize) {
    let mut used_bits: Vec<u32> = Vec::new();
    let mut lanes = Vec::new();
    for capacities in capacities {
        let most = capacities.iter().copied().max().unwrap_or(0);
        let width = u32::BITS - most.leading_zeros() + 1;
        let plane = used_bits.iter().position(|used| used + width <= u64::BITS);
        let plane = plane.unwrap_or_else(|| {
            used_bits.push(0);
            used_bits.len() - 1
        });
        lanes.push(Lane {
            plane,
            shift: used_bits[plane],
            width,
        });
        used_bits[plane] += width;
    }
    (lanes, used_bits.len())
}
