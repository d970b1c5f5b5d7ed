using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Errors;
using RagCluster.Planning.Calls.Failures;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.ModelChanges;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Lets a step of indexing rest for a while once what it uses fails alike several times in a row on this silo: documents are then turned
/// away before they are read in vain. Only the failures of dependencies count, so that a faulty document closes no step for the others.
/// </summary>
/// <param name="patterns">Groups the failures.</param>
/// <param name="options">How many failures it takes, and how long a step rests.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which step rests.</param>
internal sealed partial class StepBreakers(
    FailurePatterns patterns,
    IOptions<IngestOptions> options,
    TimeProvider time,
    ILogger<StepBreakers> log
)
{
    private const string Code = "step-resting";
    private const int BreakersMax = 1_000;

    private readonly IngestOptions _options = options.Value;
    private bool _isPaused;

    // What frees memory takes some seconds to.
    private static readonly TimeSpan MemoryPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, PatternBreaker> _breakers = new(StringComparer.Ordinal);

    private TimeSpan Pause => _options.BreakerPause;

    /// <summary>The breakers as they stand.</summary>
    internal IEnumerable<(string Step, PatternBreaker Breaker)> Breakers => _breakers.Select(pair => (pair.Key, pair.Value));

    /// <summary>Whether no document is begun on this silo, because its memory is nearly full.</summary>
    internal bool IsPaused
    {
        get => Volatile.Read(ref _isPaused);
        set => Volatile.Write(ref _isPaused, value);
    }

    /// <summary>Whether an error says that a step rests: nothing was tried.</summary>
    internal static bool IsResting(Exception error) => error is RagException { Code: Code };

    /// <summary>Whether what a step uses is to blame for an error, so that it may go better later.</summary>
    internal static bool IsOfDependency(Exception error) =>
        (error is RagException { Kind: ErrorKind.Unavailable } or OrleansException or TimeoutException)
        && !IsResting(error)
        && !Fence.IsRejection(error)
        && !StaleShards.IsRejection(error);

    /// <summary>Returns unless a step rests.</summary>
    /// <param name="step">The step with what it uses.</param>
    /// <exception cref="RagException">Unavailable: it rests.</exception>
    internal void Check(string step)
    {
        if (IsPaused)
        {
            throw new RagException(ErrorKind.Unavailable, Code, "Indexing pauses: the silo's memory is nearly full.")
            {
                RetryAfter = MemoryPause,
            };
        }

        if (_breakers.TryGetValue(step, out PatternBreaker? breaker) && breaker.RestsFor is { } rest)
            throw Resting(step, rest);
    }

    /// <summary>Does a step unless it rests, and notes how it went.</summary>
    /// <param name="step">The step with what it uses.</param>
    /// <param name="subject">What it is done for.</param>
    /// <param name="does">The step.</param>
    /// <exception cref="RagException">Unavailable: it rests.</exception>
    internal async Task<T> GuardAsync<T>(string step, string subject, Func<Task<T>> does)
    {
        if (_breakers.Count >= BreakersMax)
            _breakers.Clear();
        PatternBreaker breaker = _breakers.GetOrAdd(
            step,
            name => new PatternBreaker(patterns, name, Pause, time, _options.BreakerFailures)
        );
        if (!breaker.TryBegin())
            throw Resting(step, breaker.RestsFor ?? Pause);
        try
        {
            T result = await does();
            breaker.Succeed();
            return result;
        }
        catch (Exception error) when (IsOfDependency(error))
        {
            (FailurePattern pattern, bool opened) = breaker.Fail(error, subject);
            if (opened)
                LogRests(step, Pause.TotalSeconds, pattern.StreakCount, pattern.Fingerprint.ToString());
            throw;
        }
    }

    private static RagException Resting(string step, TimeSpan rest) =>
        new(ErrorKind.Unavailable, Code, $"The step '{step}' failed several times alike and rests.") { RetryAfter = rest };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The step {Step} of indexing rests for {Seconds} s: it failed {Count} times in a row with {Pattern}"
    )]
    private partial void LogRests(string step, double seconds, long count, string pattern);
}
