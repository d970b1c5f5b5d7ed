using System.Globalization;
using Microsoft.Extensions.Logging;
using RagCluster.Caching.Eviction;
using RagCluster.Grains.Tuning;
using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Grains.Caching;

/// <summary>
/// The window of one cache, in which new entries are admitted without a test: turned by the cache's own simulations, held by command.
/// </summary>
internal sealed partial class CacheWindowKnob : ITunedKnob
{
    private readonly Lock _gate = new();
    private readonly KnobLog _changes;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Creates a window at its start.</summary>
    /// <param name="cache">What the cache is called.</param>
    /// <param name="isOn">Whether its policy has a window.</param>
    /// <param name="time">The clock of changes.</param>
    /// <param name="log">Says what was changed and why.</param>
    internal CacheWindowKnob(string cache, bool isOn, TimeProvider time, ILogger log)
    {
        Knob = new Knob($"cache_window/{cache}", CacheWindow.ShareStart, CacheWindow.Shares[0], CacheWindow.Shares[^1], Factor: 1);
        IsOn = isOn;
        Window = new CacheWindow(Changed);
        _changes = new KnobLog(Knob);
        _time = time;
        _log = log;
    }

    /// <inheritdoc/>
    public Knob Knob { get; }

    /// <inheritdoc/>
    public bool IsOn { get; }

    /// <summary>The cache's window.</summary>
    internal CacheWindow Window { get; }

    /// <inheritdoc/>
    public T With<T>(Func<IKnobTuner, T> look)
    {
        lock (_gate)
        {
            T seen = look(_changes);
            if (_changes.IsHeld)
                Window.Hold(_changes.Value);
            else
                Window.Release();
            return seen;
        }
    }

    // By the cache, under its lock. Invariant: nobody asks the cache, or the window while it is asked by the cache, under the gate.
    private void Changed(WindowChange change)
    {
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"By simulation of a sample, older losses counting less, misses cost {string.Join(", ", change.Losses.Select(Describe))}."
        );
        lock (_gate)
        {
            // Held a moment ago: the window is at the held value, whatever was chosen before.
            if (_changes.IsHeld)
                return;
            _changes.Turn(change.To, reason, _time.GetUtcNow());
        }

        LogTurned(Knob.Name, change.From, change.To, reason);
    }

    private static string Describe(WindowLoss loss) =>
        string.Create(CultureInfo.InvariantCulture, $"{loss.Cost:0} with a window of {loss.Share:0.##}");

    [LoggerMessage(Level = LogLevel.Information, Message = "{Knob} is turned from {From} to {To}: {Reason}")]
    private partial void LogTurned(string knob, double from, double to, string reason);
}
