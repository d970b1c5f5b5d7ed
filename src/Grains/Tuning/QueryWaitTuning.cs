using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Query.Routing;
using RagCluster.Inference;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Grains.Tuning;

/// <summary>
/// Tunes how long a query that is to be embedded waits for company, as a multiple of what the batcher would let it wait, by what embedding
/// a query then takes. Ingest waits as ever. One per silo; begins anew with it.
/// </summary>
internal sealed partial class QueryWaitTuning : ITunedKnob
{
    // Many times what a query takes, and short enough that the load of neighbours is alike.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly KnobTuner _tuner = new(QueryWait);
    private readonly SliceTuner _slices;
    private readonly InferenceRuntime _runtime;
    private readonly TimeProvider _time;
    private readonly ILogger<QueryWaitTuning> _log;

    /// <summary>Creates an untuned one.</summary>
    public QueryWaitTuning(IOptions<QueryOptions> options, InferenceRuntime runtime, TimeProvider time, ILogger<QueryWaitTuning> log)
    {
        IsOn = options.Value.TuneQueryWait;
        _slices = new SliceTuner(_tuner, Slice, Random.Shared.NextDouble);
        _runtime = runtime;
        _time = time;
        _log = log;
    }

    /// <summary>The knob: a quarter to twice the wait, which is 10 ms at most without it.</summary>
    internal static Knob QueryWait { get; } = new("query_wait", Start: 1, Min: 0.25, Max: 2, Factor: 1.25);

    /// <inheritdoc/>
    public Knob Knob => QueryWait;

    /// <inheritdoc/>
    public bool IsOn { get; }

    /// <inheritdoc/>
    public T With<T>(Func<IKnobTuner, T> look)
    {
        lock (_gate)
        {
            return look(_tuner);
        }
    }

    /// <summary>A query begins to be embedded; the batcher gets the wait that holds now.</summary>
    /// <returns>When it began.</returns>
    internal DateTimeOffset Begin()
    {
        DateTimeOffset now = _time.GetUtcNow();
        TuningChange? change;
        lock (_gate)
        {
            _runtime.QueryWaitFactor = _slices.Value(now, out change);
        }

        if (change is not null)
            LogTurned(QueryWait.Name, change.From, change.To, change.Reason);
        return now;
    }

    /// <summary>Notes what embedding a query took.</summary>
    /// <param name="began">When it began.</param>
    /// <param name="took">Its time.</param>
    internal void Observe(DateTimeOffset began, TimeSpan took)
    {
        lock (_gate)
        {
            _slices.Observe(began, Math.Log(Math.Max(took.TotalMilliseconds, 0.01)));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Knob} is turned from {From} to {To}: {Reason}")]
    private partial void LogTurned(string knob, double from, double to, string reason);
}
