using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Telemetry;
using RagCluster.Planning.Calls.Failures;

namespace RagCluster.Grains.Ingest;

/// <summary>
/// Decides when a version whose indexing failed is tried again, and when it is given up. A document that keeps failing while others don't
/// is given up; while everything fails alike, a dependency is to blame, the workers slow down and no document pays for it. Not safe for
/// concurrent use: the queue's turn guards it.
/// </summary>
/// <param name="options">The tries and the first pause.</param>
/// <param name="failures">Tells a faulty document from a dependency that is away.</param>
/// <param name="random">Spreads the pauses.</param>
internal sealed class IngestRetries(IngestOptions options, FailurePatterns failures, Random random)
{
    /// <summary>The name under which the patterns know indexing.</summary>
    internal const string Dependency = "ingest";

    private const int OutageDoublings = 6;
    private const int DoublingsMax = 19;
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly Dictionary<PendingVersion, int> _attempts = [];

    /// <summary>Notes that a version was indexed, or needs to be no more.</summary>
    internal void Succeed(PendingVersion version)
    {
        failures.Succeed(Dependency);
        _attempts.Remove(version);
    }

    /// <summary>Notes a failure and decides what becomes of the version.</summary>
    internal IngestRetry Fail(PendingVersion version, Exception error)
    {
        // A step that rests has not been tried, so it counts as nothing.
        if (error is RagException { RetryAfter: { } rest } && StepBreakers.IsResting(error))
            return new IngestRetry { Pause = rest };

        FailurePattern pattern = failures.Record(FailureFingerprint.Of(Dependency, error), version.Document.ToString(), error.Message);
        GrainsMeter.Failed(Dependency, pattern.Fingerprint.Type);
        int attempts = _attempts.GetValueOrDefault(version) + (pattern.IsOutage ? 0 : 1);
        if (attempts >= options.AttemptsMax)
        {
            _attempts.Remove(version);
            return new IngestRetry { Attempts = attempts, GivenUp = GiveUp(pattern.Fingerprint) };
        }

        _attempts[version] = attempts;
        // A dependency that announces its return is cheap to ask, and is used again soon after it.
        bool isAnnounced = error is RagException { Kind: ErrorKind.Unavailable, RetryAfter: not null };
        return new IngestRetry
        {
            Attempts = attempts,
            Pause = Backoff(isAnnounced ? 1 : attempts),
            // The version's place goes to others, who may do better; where nobody does, they wait too.
            WorkerPause = pattern.IsOutage ? Backoff(isAnnounced ? 1 : (int)Math.Min(pattern.StreakCount, OutageDoublings)) : null,
        };
    }

    // The fault is the server's: its log has it, the document says so, and a retry by command may help.
    private DocumentFailure GiveUp(FailureFingerprint fingerprint) =>
        new(
            DocumentFailure.ServerError,
            $"Indexing failed {options.AttemptsMax} times for a fault of the server ({fingerprint}); its log has the details. "
                + $"Retry the document later."
        );

    private TimeSpan Backoff(int attempts)
    {
        TimeSpan pause = options.RetryDelay * Math.Pow(2, Math.Clamp(attempts - 1, 0, DoublingsMax));
        TimeSpan most = options.RetryDelay > PauseMax ? options.RetryDelay : PauseMax;
        return (pause < most ? pause : most) * (0.75 + (random.NextDouble() / 2));
    }
}
