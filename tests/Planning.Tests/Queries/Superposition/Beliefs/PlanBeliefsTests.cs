using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Tests.Queries.Superposition.Beliefs;

public sealed class PlanBeliefsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PlanMenu Menu = RetrievalMenu.Default;

    [Fact]
    public void Deltas_GiveTheSameBeliefInAnyOrderAndGrouping()
    {
        Random random = new(7);
        for (int round = 0; round < 100; round++)
        {
            BeliefDelta[] deltas = [.. Enumerable.Range(0, 5).Select(_ => Any(random, epoch: 0))];
            PlanBeliefs inOrder = new(Menu);
            foreach (BeliefDelta delta in deltas)
                inOrder.Apply(delta);
            PlanBeliefs shuffled = new(Menu);
            random.Shuffle(deltas);
            shuffled.Apply(BeliefDelta.Merge(deltas[0], BeliefDelta.Merge(deltas[1], deltas[2])));
            shuffled.Apply(BeliefDelta.Merge(deltas[3], deltas[4]));
            AssertSame(inOrder, shuffled);
        }
    }

    [Fact]
    public void DeltaAfterAnEventThatItDidNotKnow_CountsAsBeforeIt()
    {
        Random random = new(8);
        BeliefDelta late = Any(random, epoch: 0);
        PlanBeliefs before = new(Menu);
        before.Apply(late);
        before.Decohere(0.6);
        before.Decohere(0.2);
        PlanBeliefs after = new(Menu);
        after.Decohere(0.6);
        after.Decohere(0.2);
        after.Apply(late);
        AssertSame(before, after);
    }

    [Fact]
    public void RestoredBeliefs_TakeALateDeltaAsTheFirstOnesDo()
    {
        Random random = new(9);
        PlanBeliefs first = new(Menu);
        first.Apply(Any(random, epoch: 0));
        first.Decohere(0.3);
        BeliefDelta kept = new(Menu, 0);
        for (int plan = 0; plan < Menu.Plans.Count; plan++)
            kept.AddQuality(plan, first.Quality[plan]);
        foreach ((StageAtSilo stage, LatencyBelief latency) in first.Latency)
            kept.AddLatency(stage, latency);
        PlanBeliefs restored = PlanBeliefs.Restore(Menu, kept, [.. first.Events], first.Epoch);
        BeliefDelta late = Any(random, epoch: 0);
        first.Apply(late);
        restored.Apply(late);
        Assert.Equal(first.Epoch, restored.Epoch);
        AssertSame(first, restored);
    }

    [Fact]
    public void DeltaFromBeforeAllStoredEvents_CountsNothing()
    {
        PlanBeliefs beliefs = new(Menu);
        for (int i = 0; i <= PlanBeliefs.EventsMax; i++)
            beliefs.Decohere(0.01);
        BeliefDelta old = new(Menu, 0);
        old.AddOutcome(1, 1, 10);
        beliefs.Apply(old);
        Assert.Equal(PlanBeliefs.EventsMax + 1, beliefs.Epoch);
        Assert.Equal(PlanBeliefs.EventsMax, beliefs.Events.Count);
        Assert.Equal(0, beliefs.Quality[1].Successes);
    }

    [Fact]
    public void DeltaOfAnEventNotYetReported_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new PlanBeliefs(Menu).Apply(new BeliefDelta(Menu, 1)));

    [Fact]
    public void DeltasOfDifferentEpochs_AreNotMerged() =>
        Assert.Throws<ArgumentException>(() => BeliefDelta.Merge(new BeliefDelta(Menu, 0), new BeliefDelta(Menu, 1)));

    [Fact]
    public void Event_FadesQualityByTheShareThatChangedAndLeavesLatency()
    {
        PlanBeliefs beliefs = new(Menu);
        BeliefDelta delta = new(Menu, 0);
        delta.AddOutcome(1, 1, 100);
        delta.AddLatency(new StageAtSilo(0, "a"), TimeSpan.FromSeconds(1), Start);
        beliefs.Apply(delta);
        Assert.Equal(1 - 0.85 * 0.4, beliefs.Decohere(0.4), 1e-12);
        Assert.Equal(66, beliefs.Quality[1].Successes, 1e-9);
        Assert.Equal(1, beliefs.LatencyOf(0, "a").Recent.Weight, 1e-12);
        Assert.Equal(1, beliefs.Epoch);
    }

    [Fact]
    public void SiloWithoutSamples_HasTheLatencyOfTheOthers()
    {
        PlanBeliefs beliefs = new(Menu);
        BeliefDelta delta = new(Menu, 0);
        delta.AddLatency(new StageAtSilo(2, "a"), TimeSpan.FromSeconds(3), Start);
        beliefs.Apply(delta);
        Assert.Equal(3, beliefs.LatencyOf(2, "b").Recent.Mean, 1e-12);
        Assert.True(beliefs.LatencyOf(1, "b").IsEmpty);
    }

    [Fact]
    public void ManySilos_KeepTheEntriesWithinTheirLimit()
    {
        PlanBeliefs beliefs = new(Menu);
        for (int silo = 0; silo < PlanBeliefs.LatenciesMax + 50; silo++)
        {
            BeliefDelta delta = new(Menu, 0);
            delta.AddLatency(new StageAtSilo(0, $"silo{silo}"), TimeSpan.FromSeconds(1), Start + TimeSpan.FromSeconds(silo));
            beliefs.Apply(delta);
        }

        Assert.InRange(beliefs.Latency.Count, 1, PlanBeliefs.LatenciesMax);
        Assert.Contains(new StageAtSilo(0, $"silo{PlanBeliefs.LatenciesMax + 49}"), beliefs.Latency.Keys);
        Assert.DoesNotContain(new StageAtSilo(0, "silo0"), beliefs.Latency.Keys);
    }

    private static BeliefDelta Any(Random random, int epoch)
    {
        BeliefDelta delta = new(Menu, epoch);
        for (int i = 0; i < 10; i++)
        {
            delta.AddOutcome(random.Next(Menu.Plans.Count), random.NextDouble(), random.NextDouble());
            delta.AddLatency(
                new StageAtSilo(random.Next(Menu.Stages.Count), $"silo{random.Next(3)}"),
                TimeSpan.FromSeconds(random.NextDouble()),
                Start + TimeSpan.FromSeconds(100 * random.NextDouble())
            );
        }

        return delta;
    }

    private static void AssertSame(PlanBeliefs expected, PlanBeliefs actual)
    {
        for (int plan = 0; plan < Menu.Plans.Count; plan++)
        {
            Assert.Equal(expected.Quality[plan].Successes, actual.Quality[plan].Successes, 1e-9);
            Assert.Equal(expected.Quality[plan].Failures, actual.Quality[plan].Failures, 1e-9);
        }

        Assert.Equal(expected.Latency.Count, actual.Latency.Count);
        foreach ((StageAtSilo stage, LatencyBelief belief) in expected.Latency)
        {
            Assert.Equal(belief.LastSeen, actual.Latency[stage].LastSeen);
            Assert.Equal(belief.Recent.Weight, actual.Latency[stage].Recent.Weight, 1e-9);
            Assert.Equal(belief.Baseline.Sum, actual.Latency[stage].Baseline.Sum, 1e-9);
        }
    }
}
