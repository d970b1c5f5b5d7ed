using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Tuning;
using RagCluster.TestKit;

namespace RagCluster.Planning.Tests.Queries.Tuning;

/// <summary>A knob that holds for everybody at once finds its place by slices of time, whatever the load does meanwhile.</summary>
public sealed class SliceTunerTests
{
    private static readonly Knob Wait = new("wait", Start: 1, Min: 0.25, Max: 2, Factor: 1.25);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly Random _random = new(5);
    private readonly List<TuningChange> _changes = [];
    private readonly KnobTuner _knob = new(Wait);
    private readonly SliceTuner _tuner;

    public SliceTunerTests() => _tuner = new SliceTuner(_knob, Length, _random.NextDouble);

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.6)]
    public void TheKnob_FindsTheCheapestPlace_AndEveryStepIsReportedOnce(double best)
    {
        Run(60_000, value => Math.Pow(Math.Log(value / best), 2));
        Assert.InRange(_knob.Value, best / 1.35, best * 1.35);
        Assert.Equal(_knob.Changes, _changes);
    }

    [Fact]
    public void WhatAllUsesOfASliceShare_IsOneObservation()
    {
        // The load of a second moves a thousand uses together: counted one by one, they would prove whatever comes first.
        Run(5_000, _ => 0, usesPerSlice: 50, sharedNoise: 1);
        Assert.Empty(_knob.Changes);
    }

    [Fact]
    public void ItNeverLeavesItsBounds()
    {
        Run(60_000, Math.Log, value => Assert.InRange(value, Wait.Min, Wait.Max));
        Assert.Equal(Wait.Min, _knob.Value);
    }

    [Fact]
    public void UsesThatFeelAnotherSlice_DontCount()
    {
        _tuner.Value(_time.GetUtcNow(), out _);
        DateTimeOffset first = _time.GetUtcNow();
        for (int i = 0; i < 1000; i++)
        {
            _tuner.Observe(first, 1);
            _tuner.Observe(first + Length, 1);
            _tuner.Observe(first - Length, 1);
        }

        EndTwoSlices();
        Assert.Equal(0, _knob.ToSums().Current.Count + _knob.ToSums().Candidate.Count);

        DateTimeOffset settled = _time.GetUtcNow() - (Length / 2);
        _tuner.Observe(settled, 1);
        _tuner.Observe(settled, 3);
        EndTwoSlices();
        Assert.Equal((1, 2.0), (Counted().Count, Counted().Sum));
    }

    private Tally Counted() => _knob.ToSums().Current.Plus(_knob.ToSums().Candidate);

    private void EndTwoSlices()
    {
        for (int i = 0; i < 2; i++)
        {
            _time.Advance(Length);
            _tuner.Value(_time.GetUtcNow(), out _);
        }
    }

    private void Run(int slices, Func<double, double> cost, Action<double>? used = null, int usesPerSlice = 3, double sharedNoise = 0.3)
    {
        for (int i = 0; i < slices; i++)
        {
            _time.Advance(Length);
            double value = _tuner.Value(_time.GetUtcNow(), out TuningChange? change);
            used?.Invoke(value);
            if (change is not null)
                _changes.Add(change);
            double load = sharedNoise * Gaussian();
            for (int use = 0; use < usesPerSlice; use++)
                _tuner.Observe(_time.GetUtcNow() + (Length / 2), cost(value) + load + (0.2 * Gaussian()));
        }
    }

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
