// The simulation takes every core there is; the tests on real silos and Redis measure time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
