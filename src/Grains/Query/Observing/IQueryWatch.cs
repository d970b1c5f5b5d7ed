using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Query.Observing;

/// <summary>
/// One observer's part in one query. Disposed of when the query is over, whatever became of it. Called by several threads at once.
/// </summary>
internal interface IQueryWatch : IDisposable
{
    /// <summary>The request as it goes on: an arm of an experiment or a plan may change it before anything looks at it.</summary>
    SearchRequest Amend(SearchRequest request) => request;

    /// <summary>Adds what is known of the call from its beginning.</summary>
    CallReport Describe(CallReport report) => report;

    /// <summary>A step ended, see <see cref="QueryStage"/>.</summary>
    void StageEnded(string stage, TimeSpan took) { }

    /// <summary>The shards answered one wording.</summary>
    void Retrieved(RetrievedLegs legs) { }

    /// <summary>The passages of one wording are there.</summary>
    void Searched(int passageCount, TimeSpan took) { }

    /// <summary>Other wordings of the question were found, and are now searched at the same time.</summary>
    void Expanded(TimeSpan took) { }

    /// <summary>What watches one of them; null for nothing.</summary>
    IQueryWatch? BeginWording() => null;

    /// <summary>They were all searched.</summary>
    void WordingsEnded() { }

    /// <summary>
    /// This call's own computation found its passages; never called when a cache or another caller's computation answers.
    /// </summary>
    void Found(SearchFinding finding) { }

    /// <summary>The query is answered. Adds what is known of the call now; the caller waits for it.</summary>
    ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken) =>
        ValueTask.FromResult(report);

    /// <summary>The query is answered, and this is all that its caller is told.</summary>
    void Ended(QueryOutcome outcome, CallReport report) { }

    /// <summary>The query failed while its caller waited.</summary>
    void Failed(Exception error) { }

    void IDisposable.Dispose() { }
}
