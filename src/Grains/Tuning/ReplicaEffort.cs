using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Collections;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Grains.Tuning;

/// <summary>The search effort of one replica, as a multiple of what was calibrated when its files were built.</summary>
/// <param name="shard">Its shard.</param>
/// <param name="time">The clock of changes.</param>
/// <param name="log">Says what was changed and why.</param>
internal sealed partial class ReplicaEffort(ShardId shard, TimeProvider time, ILogger log) : ITunedKnob
{
    private readonly Lock _gate = new();
    private readonly EffortTuner _tuner = new(Bounds(shard));

    /// <inheritdoc/>
    public Knob Knob { get; } = Bounds(shard);

    /// <inheritdoc/>
    public bool IsOn => true;

    /// <summary>The factor in use.</summary>
    internal double Value => With(tuner => tuner.Value);

    /// <summary>Notes what a search found.</summary>
    /// <param name="value">The factor that it had.</param>
    /// <param name="recall">The share that it found of what an exhaustive search finds.</param>
    /// <param name="target">The share that it was to find.</param>
    internal void Observe(double value, double recall, double target)
    {
        TuningChange? change;
        lock (_gate)
        {
            change = _tuner.Observe(value, recall, target, time.GetUtcNow());
        }

        if (change is not null)
            LogTurned(Knob.Name, change.From, change.To, change.Reason);
    }

    /// <inheritdoc/>
    public T With<T>(Func<IKnobTuner, T> look)
    {
        lock (_gate)
        {
            return look(_tuner);
        }
    }

    // Misses fall about exponentially with the slack of a search: a step down makes 0.018 of 0.01. A search that would take too many
    // expansions compares the codes of all rows instead, so that the most effort costs about twice that.
    private static Knob Bounds(ShardId shard) => new($"search_effort/{shard}", Start: 1, Min: 0.5, Max: 4, Factor: 1.15);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Knob} is turned from {From} to {To}: {Reason}")]
    private partial void LogTurned(string knob, double from, double to, string reason);
}
