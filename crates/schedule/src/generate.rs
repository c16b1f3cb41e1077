//! Schedule generation: serial, parallel, and backwards.

use super::Slot;
use super::model::{Job, Model, Need};

/// How good a plan is: the last finish, then the sum of all finishes. Less is better.
pub(super) type Score = (Slot, u64);

/// When the jobs of a model run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) score: Score,
    pub(super) starts: Vec<Slot>,
    pub(super) finishes: Vec<Slot>,
}

/// Builds plans, one at a time, and counts them.
pub(super) struct Generator<'m> {
    pub(super) model: &'m Model,
    free: Vec<u64>,
    keys: Vec<u64>,
    list: Vec<u32>,
    /// The plan made last.
    pub(super) plan: Plan,
    /// How many plans were made.
    pub(super) n_schedules: u32,
}

impl<'m> Generator<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let n = model.jobs.len();
        let plan = Plan {
            score: (0, 0),
            starts: vec![0; n],
            finishes: vec![0; n],
        };
        Self {
            model,
            free: model.free.clone(),
            keys: Vec::new(),
            list: Vec::new(),
            plan,
            n_schedules: 0,
        }
    }

    fn begin(&mut self) {
        self.free.copy_from_slice(&self.model.free);
        self.n_schedules = self.n_schedules.saturating_add(1);
    }

    /// Starts each job of `list` as early as what was placed before it allows.
    ///
    /// Returns the score, or the job that does not end within the horizon. In the list, each job must come after its
    /// predecessors.
    pub(super) fn serial(&mut self, list: &[u32]) -> Result<Score, usize> {
        self.begin();
        let model = self.model;
        let mut score = (0, 0);
        for &index in list {
            let index = index as usize;
            let job = &model.jobs[index];
            let (start, finish) = self.earliest(job, self.ready(job)).ok_or(index)?;
            self.hold(job, start, finish);
            self.plan.starts[index] = start;
            self.plan.finishes[index] = finish;
            score = (finish.max(score.0), score.1 + u64::from(finish));
        }
        self.plan.score = score;
        Ok(score)
    }

    /// Goes through time and starts, of the jobs that can start first, the one with the least priority number.
    ///
    /// Returns the score, or the job that does not end within the horizon.
    pub(super) fn parallel(&mut self, priorities: &[u64]) -> Result<Score, usize> {
        self.begin();
        let model = self.model;
        let mut score = (0, 0);
        let mut n_open: Vec<usize> = model
            .jobs
            .iter()
            .map(|job| job.predecessors.len())
            .collect();
        let mut eligible: Vec<usize> = (0..model.jobs.len()).filter(|&i| n_open[i] == 0).collect();
        while !eligible.is_empty() {
            let mut best = None;
            for (place, &index) in eligible.iter().enumerate() {
                let job = &model.jobs[index];
                let (start, finish) = self.earliest(job, self.ready(job)).ok_or(index)?;
                let candidate = (start, priorities[index], index, finish, place);
                if best.is_none_or(|best| candidate < best) {
                    best = Some(candidate);
                }
            }
            let Some((start, _, index, finish, place)) = best else {
                break;
            };
            self.hold(&model.jobs[index], start, finish);
            self.plan.starts[index] = start;
            self.plan.finishes[index] = finish;
            score = (finish.max(score.0), score.1 + u64::from(finish));
            eligible.swap_remove(place);
            for &(successor, _) in &model.jobs[index].successors {
                n_open[successor] -= 1;
                if n_open[successor] == 0 {
                    eligible.push(successor);
                }
            }
        }
        self.plan.score = score;
        Ok(score)
    }

    /// Forward–backward improvement, or double justification: moves every job as late as the makespan allows, last
    /// finish first, and then every job as early as possible, first start first.
    ///
    /// No job starts later than before, so the score never gets worse. (In each pass, a job finds at its old place
    /// at least the capacity that it held there, because the jobs placed before it have moved away or stayed.) So
    /// `None`, and a plan that is not to be used, never comes back for a plan that was made here.
    pub(super) fn improve(&mut self) -> Option<Score> {
        self.backward()?;
        self.sort(|plan, index| plan.starts[index]);
        let list = std::mem::take(&mut self.list);
        let after = self.serial(&list);
        self.list = list;
        after.ok()
    }

    /// Moves every job as late as possible within the makespan.
    fn backward(&mut self) -> Option<()> {
        let model = self.model;
        let deadline = self.plan.score.0;
        self.sort(|plan, index| plan.finishes[index]);
        self.begin();
        for place in (0..self.list.len()).rev() {
            let index = self.list[place] as usize;
            let job = &model.jobs[index];
            let mut due = deadline;
            for &(successor, lag) in &job.successors {
                due = due.min(self.plan.starts[successor].checked_sub(lag)?);
            }
            let (start, finish) = self.latest(job, due)?;
            self.hold(job, start, finish);
            self.plan.starts[index] = start;
            self.plan.finishes[index] = finish;
        }
        Some(())
    }

    /// Lists the jobs by a date of the plan, in topological order where it is the same.
    fn sort(&mut self, date: impl Fn(&Plan, usize) -> Slot) {
        let dated = |index| u64::from(date(&self.plan, index)) << 32 | index as u64;
        self.keys.clear();
        self.keys.extend((0..self.model.jobs.len()).map(dated));
        self.keys.sort_unstable();
        self.list.clear();
        self.list
            .extend(self.keys.iter().map(|key| (key & 0xFFFF_FFFF) as u32));
    }

    /// The jobs of the current plan by start: a list from which [`Self::serial`] makes a plan at least as good.
    pub(super) fn list_by_start(&mut self) -> &[u32] {
        self.sort(|plan, index| plan.starts[index]);
        &self.list
    }

    /// The first slot that the release and the predecessors, all of them placed, allow.
    fn ready(&self, job: &Job) -> Slot {
        let mut ready = job.release;
        for &(predecessor, lag) in &job.predecessors {
            ready = ready.max(self.plan.finishes[predecessor].saturating_add(lag));
        }
        ready
    }

    /// The first free span from `ready` on.
    fn earliest(&self, job: &Job, ready: Slot) -> Option<(Slot, Slot)> {
        if job.needs.is_empty() {
            let finish = ready.checked_add(job.duration)?;
            return (finish <= self.model.horizon).then_some((ready, finish));
        }
        let grid = &self.model.grids[job.grid];
        let duration = job.duration as usize;
        if let ([need], true) = (job.needs.as_slice(), grid.is_unbroken) {
            return self.earliest_unbroken(need, ready, duration);
        }
        let mut first = *grid.rank.get(ready as usize)? as usize;
        let mut known_free = first; // the slots from `first` up to this one have been found free
        loop {
            let end = first.saturating_add(duration);
            match self.last_blocked(job, grid.slots.get(known_free..end)?) {
                None => return Some((grid.slots[first], grid.slots[end - 1] + 1)),
                Some(blocked) => first = known_free + blocked + 1,
            }
            known_free = end;
        }
    }

    /// As [`Self::earliest`], in the case that is asked most: every slot is a working slot.
    fn earliest_unbroken(&self, need: &Need, ready: Slot, duration: usize) -> Option<(Slot, Slot)> {
        let words = &self.free[need.offset..][..self.model.horizon as usize];
        let mut first = ready as usize;
        let mut known_free = first;
        loop {
            let end = first.saturating_add(duration);
            match words
                .get(known_free..end)?
                .iter()
                .rposition(|&free| need.is_above(free))
            {
                None => return Some((first as Slot, end as Slot)),
                Some(blocked) => first = known_free + blocked + 1,
            }
            known_free = end;
        }
    }

    /// The last free span that ends by `due`.
    fn latest(&self, job: &Job, due: Slot) -> Option<(Slot, Slot)> {
        if job.needs.is_empty() {
            return Some((due.checked_sub(job.duration)?, due));
        }
        let grid = &self.model.grids[job.grid];
        let duration = job.duration as usize;
        let mut end = *grid.rank.get(due as usize)? as usize;
        let mut known_free = end; // the slots from this one up to `end` have been found free
        loop {
            let first = end.checked_sub(duration)?;
            match self.first_blocked(job, &grid.slots[first..known_free]) {
                None => return Some((grid.slots[first], grid.slots[end - 1] + 1)),
                Some(blocked) => end = first + blocked,
            }
            known_free = first;
        }
    }

    /// The place of the last of these slots in which too little is free.
    fn last_blocked(&self, job: &Job, slots: &[Slot]) -> Option<usize> {
        let last = |need: &Need| match self.words(need, slots) {
            Some(words) => words.iter().rposition(|&free| need.is_above(free)),
            None => slots
                .iter()
                .rposition(|&slot| need.is_above(self.free[need.offset + slot as usize])),
        };
        job.needs.iter().filter_map(last).max()
    }

    /// The place of the first of these slots in which too little is free.
    fn first_blocked(&self, job: &Job, slots: &[Slot]) -> Option<usize> {
        let first = |need: &Need| match self.words(need, slots) {
            Some(words) => words.iter().position(|&free| need.is_above(free)),
            None => slots
                .iter()
                .position(|&slot| need.is_above(self.free[need.offset + slot as usize])),
        };
        job.needs.iter().filter_map(first).min()
    }

    /// The words of these slots as a slice, which is faster to search, if no break interrupts them.
    fn words(&self, need: &Need, slots: &[Slot]) -> Option<&[u64]> {
        let (&first, &last) = (slots.first()?, slots.last()?);
        let is_unbroken = (last - first) as usize + 1 == slots.len();
        is_unbroken.then(|| &self.free[need.offset..][first as usize..=last as usize])
    }

    fn hold(&mut self, job: &Job, start: Slot, finish: Slot) {
        let grid = &self.model.grids[job.grid];
        for need in &job.needs {
            let working = grid.rank[start as usize] as usize..grid.rank[finish as usize] as usize;
            let span = start as usize..finish as usize;
            if working.len() == span.len() {
                for word in &mut self.free[need.offset..][span] {
                    *word -= need.amounts;
                }
                continue;
            }
            for &slot in &grid.slots[working] {
                self.free[need.offset + slot as usize] -= need.amounts;
            }
        }
    }
}

impl Need {
    /// Whether a word of free units has too little: then a lane borrows from its guard.
    fn is_above(&self, free: u64) -> bool {
        (free - self.amounts) & self.guards != self.guards
    }
}
