using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Planning.Records;

/// <summary>Makes records of queries: all that is needed to repeat one, and what it found.</summary>
/// <param name="revision">What makes answers on this silo.</param>
/// <param name="time">The clock.</param>
internal sealed class QueryRecords(AnswerRevision revision, TimeProvider time)
{
    /// <summary>The key of what is known of a query's class.</summary>
    internal static string Key(SearchRequest request) => Keys.TaskPlan(request.Collection, QueryClassNames.Of(request.Query));

    /// <summary>The record of a query. Who asked is nobody's business later, and changes nothing in what was found.</summary>
    /// <param name="request">The query with its plan's legs.</param>
    /// <param name="explanation">How it was answered.</param>
    /// <param name="finding">What was found, and in which state.</param>
    /// <param name="outcome">What became of it.</param>
    internal QueryRecord Of(SearchRequest request, PlanExplanation explanation, SearchFinding finding, QueryOutcome outcome)
    {
        bool isAnswer = outcome.Answer is not null;
        SearchOptions options = request.Options with
        {
            Call = request.Options.Call with { Principal = null },
            Retrieval = request.Options.Retrieval with { Efforts = finding.Efforts },
        };
        string id = RecordId.New(request.Collection, explanation.QueryClass).ToString();
        return new QueryRecord(id, time.GetUtcNow(), request with { Options = options }, isAnswer)
        {
            Explanation = explanation,
            Version = PlanOutcome.Version(finding),
            Program = Program(isAnswer),
            Found = Ranking(outcome.Found),
            Reward = PlanOutcome.Reward(outcome.Found, outcome.Answer),
        };
    }

    /// <summary>What was found, for comparison.</summary>
    internal static RankedChunk[] Ranking(FoundPassages found) =>
        [.. found.Passages.Select(passage => new RankedChunk(passage.Chunk.Id.ToString(), passage.Score))];

    /// <summary>What makes results here beside the collection.</summary>
    internal string Program(bool isAnswer) => isAnswer ? $"{revision.Program} {revision.Answers}" : revision.Program;
}
