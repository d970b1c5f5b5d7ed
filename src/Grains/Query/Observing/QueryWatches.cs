using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Query.Observing;

/// <summary>All who watch one query, or one of its wordings.</summary>
/// <param name="watches">In the order in which their observers are registered.</param>
/// <param name="call">The query as it goes on.</param>
/// <param name="time">The clock of durations.</param>
internal sealed class QueryWatches(IReadOnlyList<IQueryWatch> watches, QueryCall call, TimeProvider time) : IDisposable
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The query as it goes on.</summary>
    internal QueryCall Call => call;

    /// <summary>A step ended.</summary>
    internal void StageEnded(string stage, TimeSpan took)
    {
        foreach (IQueryWatch watch in watches)
            watch.StageEnded(stage, took);
    }

    /// <summary>The shards answered one wording.</summary>
    internal void Retrieved(RetrievedLegs legs)
    {
        foreach (IQueryWatch watch in watches)
            watch.Retrieved(legs);
    }

    /// <summary>The passages of one wording are there.</summary>
    internal void Searched(int passageCount, TimeSpan took)
    {
        foreach (IQueryWatch watch in watches)
            watch.Searched(passageCount, took);
    }

    /// <summary>Other wordings begin to be searched.</summary>
    /// <param name="count">How many.</param>
    /// <param name="took">How long finding them took.</param>
    /// <returns>Those who watch each of them.</returns>
    internal QueryWatches[] BeginWordings(int count, TimeSpan took)
    {
        foreach (IQueryWatch watch in watches)
            watch.Expanded(took);
        QueryWatches[] wordings = new QueryWatches[count];
        for (int i = 0; i < count; i++)
            wordings[i] = new QueryWatches([.. watches.Select(watch => watch.BeginWording()).OfType<IQueryWatch>()], call, time);
        return wordings;
    }

    /// <summary>All wordings were searched.</summary>
    internal void WordingsEnded()
    {
        foreach (IQueryWatch watch in watches)
            watch.WordingsEnded();
    }

    /// <summary>The passages were found by this query's own computation.</summary>
    internal void Found(SearchFinding finding)
    {
        foreach (IQueryWatch watch in watches)
            watch.Found(finding);
    }

    /// <summary>What is known of the call by now.</summary>
    internal CallReport Report()
    {
        CallReport report = new(time.GetElapsedTime(_began));
        foreach (IQueryWatch watch in watches)
            report = watch.Describe(report);
        return report;
    }

    /// <summary>The query is answered.</summary>
    /// <returns>All that its caller is told of the call.</returns>
    internal async ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken)
    {
        foreach (IQueryWatch watch in watches)
            report = await watch.EndAsync(outcome, report, cancellationToken);
        foreach (IQueryWatch watch in watches)
            watch.Ended(outcome, report);
        return report;
    }

    /// <summary>Waits for a part of the query; those who watch hear of its failure.</summary>
    internal async Task<T> WatchAsync<T>(Task<T> part, CancellationToken cancellationToken)
    {
        try
        {
            return await part;
        }
        catch (Exception error) when (IsFailure(error, cancellationToken))
        {
            foreach (IQueryWatch watch in watches)
                watch.Failed(error);
            throw;
        }
    }

    /// <summary>
    /// Whether an error says something of how the query was answered: a caller who went away has seen nothing, and a wrong request fails
    /// whatever is done with it.
    /// </summary>
    internal static bool IsFailure(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is not RagException { Kind: ErrorKind.Invalid };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IQueryWatch watch in watches)
            watch.Dispose();
    }
}
