using System.Diagnostics;
using Microsoft.Extensions.Options;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Interfaces.QueryLogs;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.QueryLogs;

/// <summary>Notes what callers ask and what comes of it, where the query log is on.</summary>
/// <param name="writer">Brings it to the log.</param>
/// <param name="options">Whether there is one.</param>
/// <param name="time">The clock.</param>
internal sealed class QueryLogObserver(QueryLogWriter writer, IOptions<QueryLogOptions> options, TimeProvider time) : IQueryObserver
{
    /// <inheritdoc/>
    public ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IQueryWatch?>(
            options.Value.IsOn && call.Origin == QueryOrigin.Caller ? new Watch(writer, call.Request, time) : null
        );

    private sealed class Watch(QueryLogWriter writer, SearchRequest asked, TimeProvider time) : IQueryWatch
    {
        private readonly DateTimeOffset _at = time.GetUtcNow();
        private readonly long _began = time.GetTimestamp();
        private readonly string? _subject = Caller.Current.Name;
        private readonly string? _trace = Activity.Current?.TraceId.ToString();

        public void Ended(QueryOutcome outcome, CallReport report) =>
            Add(EndingOf(outcome), outcome.Found.Passages.Length, report.Took, report.Cached);

        public void Failed(Exception error) => Add(QueryEnding.Failed, 0, time.GetElapsedTime(_began), null);

        private static QueryEnding EndingOf(QueryOutcome outcome) =>
            outcome.Answer switch
            {
                { Abstention: not null } => QueryEnding.Refused,
                not null => QueryEnding.Answered,
                null => outcome.Found.Passages.Length > 0 ? QueryEnding.Found : QueryEnding.Empty,
            };

        private void Add(QueryEnding ending, int passages, TimeSpan took, string? cached) =>
            writer.Add(
                asked.Collection.Tenant,
                new LoggedQuery(_at, _subject, asked.Collection.Name, asked.Query, ending, passages, took.TotalMilliseconds, cached, _trace)
            );
    }
}
