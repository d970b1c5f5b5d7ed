using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Answers;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Planning;

/// <summary>Says how a query was answered, records it, and tells the planner what came of its plan.</summary>
internal sealed partial class QueryRecorder(
    IGrainFactory grains,
    PlanReports reports,
    AnswerRevision revision,
    ILocalSiloDetails silo,
    TimeProvider time,
    ILogger<QueryRecorder> log
)
{
    // Whoever wants an explanation wants the answer first.
    private static readonly TimeSpan RecordTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A computed query has ended.</summary>
    /// <param name="query">The query.</param>
    /// <param name="search">What was found.</param>
    /// <param name="answer">What was answered; null for a search.</param>
    /// <param name="cancellationToken">Ends the wait for the record.</param>
    /// <returns>The explanation, if it was asked for.</returns>
    internal async Task<PlanExplanation?> EndAsync(
        PlannedQuery query,
        SearchResponse search,
        Answer? answer,
        CancellationToken cancellationToken
    )
    {
        // A cache's answer, or one that another caller computed, says nothing of the plan that was chosen for this one.
        if (query.Trace.Found is null)
            return null;
        double? reward = PlanOutcome.Reward(search, answer);
        QueryRecord record = ToRecord(query, search, answer is not null) with { Reward = reward };
        if (query.Asked.Explain)
        {
            bool isRecorded = await RecordAsync(query.Key, record, cancellationToken);
            record = record with { Explanation = record.Explanation with { Record = isRecorded ? record.Id : null } };
        }

        if (query.Source is PlanSource.Planner or PlanSource.Control or PlanSource.Suspended or PlanSource.Fallback)
            reports.Add(query.Key, record, PlanOutcome.Citations(search, answer), silo.Name);
        return query.Asked.Explain ? record.Explanation : null;
    }

    /// <summary>What was found, for comparison.</summary>
    internal static RankedChunk[] Ranking(SearchResponse search) =>
        [.. search.Passages.Select(passage => new RankedChunk(passage.Chunk.Id.ToString(), passage.Score))];

    /// <summary>What makes results here beside the collection.</summary>
    internal string Program(bool isAnswer) => isAnswer ? $"{revision.Program} {revision.Answers}" : revision.Program;

    /// <summary>How a query was answered.</summary>
    internal static PlanExplanation Explain(PlannedQuery query)
    {
        QueryTrace trace = query.Trace;
        return new PlanExplanation(query.QueryClass, RetrievalPlanNames.Of(query.Request, trace.HasVector), query.Source)
        {
            Choice = query.Choice,
            CandidateDepth = trace.CandidateDepth,
            Legs = trace.Legs,
            Stages = trace.Stages,
        };
    }

    // Who asked is nobody's business later, and changes nothing in what was found.
    private QueryRecord ToRecord(PlannedQuery query, SearchResponse search, bool isAnswer) =>
        new(
            RecordId.New(query.Asked.Collection, query.QueryClass).ToString(),
            time.GetUtcNow(),
            query.Request with
            {
                Principal = null,
                Efforts = query.Trace.Found!.Efforts,
            },
            isAnswer
        )
        {
            Explanation = Explain(query),
            Version = PlanOutcome.Version(query.Trace.Found!),
            Program = Program(isAnswer),
            Found = Ranking(search),
        };

    private async Task<bool> RecordAsync(string key, QueryRecord record, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(RecordTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await grains.GetGrain<ITaskPlanGrain>(key).RecordAsync(record, either.Token).WaitAsync(either.Token);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: the query has its answer, and the explanation says that there is no record.
            LogNotRecorded(error, key);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query of {Key} was not recorded")]
    private partial void LogNotRecorded(Exception error, string key);
}
