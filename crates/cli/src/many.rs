//! Work on any number of things with all cores, in their order and in constant memory: only so
//! many are on their way at a time.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// How many things are on their way for each thread. Some wait for a slow one before them.
const AHEAD: usize = 8;

/// Does `work` with each thing on `n_threads` threads, and hands the results to `take` one after
/// another, in the order of the things.
///
/// # Errors
/// The first one of `take`; then no more is begun.
pub fn each<T: Send, R: Send, E>(
    mut things: impl Iterator<Item = T>,
    n_threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let n_threads = n_threads.max(1);
    let (give, given) = mpsc::channel::<(usize, T)>();
    let (tell, told) = mpsc::channel::<(usize, R)>();
    let given = Mutex::new(given);
    thread::scope(|scope| {
        // Lives in here, so that the threads end however this ends.
        let give = give;
        for _ in 0..n_threads {
            let (given, work, tell) = (&given, &work, tell.clone());
            scope.spawn(move || {
                loop {
                    let next = given.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((place, thing)) = next else { return };
                    if tell.send((place, work(thing))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        let (mut n_given, mut n_taken) = (0, 0);
        let mut waiting = BTreeMap::new();
        let mut is_end = false;
        loop {
            while !is_end && n_given - n_taken < n_threads * AHEAD {
                let next = things.next().map(|thing| give.send((n_given, thing)));
                if let Some(Ok(())) = next {
                    n_given += 1;
                } else {
                    is_end = true;
                }
            }
            if n_taken == n_given {
                return Ok(());
            }
            let Ok((place, result)) = told.recv() else {
                // A thread panicked; the scope says so.
                return Ok(());
            };
            waiting.insert(place, result);
            while let Some(result) = waiting.remove(&n_taken) {
                n_taken += 1;
                take(result)?;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        let mut found = Vec::new();
        let slow_first = |n: u64| {
            // The first ones take longest.
            (0..(200 - n) * 50).fold(n, |a, b| std::hint::black_box(a ^ b) ^ b)
        };
        let done: Result<(), ()> = each(0..200, 4, slow_first, |n| {
            found.push(n);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        assert_eq!(found, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn only_so_many_are_on_their_way() {
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let things = (0..1000).inspect(|_| {
            let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
            most.fetch_max(ahead, Ordering::SeqCst);
        });
        let done: Result<(), ()> = each(
            things,
            2,
            |n| n,
            |_| {
                taken.fetch_add(1, Ordering::SeqCst);
                Ok(())
            },
        );
        assert_eq!(done, Ok(()));
        assert_eq!(taken.into_inner(), 1000);
        assert!(most.into_inner() <= 2 * AHEAD);
    }

    #[test]
    fn nothing_is_begun_after_a_fault() {
        let begun = AtomicUsize::new(0);
        let things = (0..1000).inspect(|_| {
            begun.fetch_add(1, Ordering::SeqCst);
        });
        let done = each(things, 2, |n| n, |n| if n == 5 { Err(n) } else { Ok(()) });
        assert_eq!(done, Err(5));
        assert!(begun.into_inner() <= 5 + 1 + 2 * AHEAD);
    }

    #[test]
    fn nothing_to_do_is_done_at_once() {
        let done: Result<(), ()> = each(std::iter::empty::<u8>(), 3, |n| n, |_| Err(()));
        assert_eq!(done, Ok(()));
    }
}
